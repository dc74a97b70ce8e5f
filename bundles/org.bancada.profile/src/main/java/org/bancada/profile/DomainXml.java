package org.bancada.profile;

import java.io.StringWriter;
import java.util.List;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The same guest as {@link QemuArguments}, as libvirt describes it (libvirt.org, Domain XML format). */
public final class DomainXml {
    private static final String QEMU = "http://libvirt.org/schemas/domain/qemu/1.0";

    private final XMLStreamWriter xml;
    private int depth;

    private DomainXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    public static String of(Profile profile, Assignment assignment, GuestSeat seat) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new DomainXml(writer).domain(profile, assignment, seat);
            writer.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString().strip() + "\n";
    }

    private void domain(Profile profile, Assignment assignment, GuestSeat seat) throws XMLStreamException {
        Profile.Settings settings = profile.settings();
        open("domain", "type", "kvm");
        xml.writeNamespace("qemu", QEMU);
        text("name", "guest");
        text("memory", Long.toString(assignment.guestMib().orElse(0L)), "unit", "MiB");
        if (settings.hugepages().isPresent()) {
            open("memoryBacking");
            empty("hugepages");
            close();
        }
        int threads = assignment.threads().orElse(1);
        text("vcpu", Integer.toString(threads));
        open("os");
        text("type", "hvm", "arch", "x86_64", "machine", settings.machine());
        if (settings.bios().equals("ovmf")) {
            text("loader", QemuArguments.OVMF, "readonly", "yes", "type", "rom");
        }
        empty("boot", "dev", "hd");
        empty("bootmenu", "enable", "no");
        close();
        open("features");
        empty("acpi");
        if (settings.hideHypervisor()) {
            open("kvm");
            empty("hidden", "state", "on");
            close();
        }
        close();
        open("cpu", "mode", "host-passthrough");
        empty("topology", "sockets", "1", "cores", Integer.toString(threads), "threads", "1");
        close();
        empty("clock", "offset", settings.clock());
        devices(assignment, settings, seat);
        override(assignment.handed());
        close();
    }

    private void devices(Assignment assignment, Profile.Settings settings, GuestSeat seat) throws XMLStreamException {
        open("devices");
        text("emulator", "/usr/bin/qemu-system-x86_64");
        empty("controller", "type", "usb", "model", "none");
        empty("controller", "type", "scsi", "model", "virtio-scsi");
        open("disk", "type", seat.disk().startsWith("/dev/") ? "block" : "file", "device", "disk");
        empty("driver", "name", "qemu", "type", seat.format());
        empty("source", seat.disk().startsWith("/dev/") ? "dev" : "file", seat.disk());
        empty("target", "dev", "sda", "bus", "scsi");
        close();
        open("interface", "type", "user");
        empty("mac", "address", seat.mac());
        empty("model", "type", "virtio");
        close();
        empty("input", "type", "mouse", "bus", "ps2");
        empty("memballoon", "model", "none");
        open("video");
        empty("model", "type", assignment.handed().stream().anyMatch(h -> h.device().isDisplay()) ? "none" : "vga");
        close();
        for (Assignment.Handed handed : assignment.handed()) {
            hostdev(handed);
        }
        close();
    }

    private void hostdev(Assignment.Handed handed) throws XMLStreamException {
        PciDevice device = handed.device();
        open("hostdev", "mode", "subsystem", "type", "pci", "managed", "yes");
        empty("driver", "name", "vfio");
        open("source");
        String[] parts = device.address().split("[:.]");
        empty("address", "domain", "0x" + parts[0], "bus", "0x" + parts[1], "slot", "0x" + parts[2], "function", "0x" + parts[3]);
        close();
        if (handed.rule().rom().isPresent()) {
            DeviceRule.Rom rom = handed.rule().rom().get();
            if (rom.isOff()) {
                empty("rom", "bar", "off");
            } else {
                empty("rom", "file", QemuArguments.ROM_FOLDER + rom.file());
            }
        }
        if (handed.multifunction()) {
            empty("address", "type", "pci", "domain", "0x0000", "bus", "0x00", "slot", String.format("0x%02x", handed.slot()), "function", "0x0",
                    "multifunction", "on");
        } else {
            empty("address", "type", "pci", "domain", "0x0000", "bus", "0x00", "slot", String.format("0x%02x", handed.slot()), "function",
                    "0x" + handed.function());
        }
        close();
    }

    /** What the format has no element for. libvirt names the devices hostdev0, hostdev1, ... in this order. */
    private void override(List<Assignment.Handed> handed) throws XMLStreamException {
        line();
        xml.writeStartElement("qemu:override");
        depth++;
        for (int i = 0; i < handed.size(); i++) {
            open("qemu:device", "alias", "hostdev" + i);
            open("qemu:frontend");
            empty("qemu:property", "name", "driver", "type", "string", "value", QemuArguments.driver(handed.get(i)));
            for (var option : handed.get(i).rule().options().entrySet()) {
                String value = option.getValue();
                boolean bool = value.matches("on|off");
                empty("qemu:property", "name", option.getKey(), "type", bool ? "bool" : value.matches("[0-9]+") ? "unsigned" : "string", "value",
                        bool ? value.equals("on") ? "true" : "false" : value);
            }
            close();
            close();
        }
        close();
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private void attributes(String... pairs) throws XMLStreamException {
        for (int i = 0; i < pairs.length; i += 2) {
            xml.writeAttribute(pairs[i], pairs[i + 1]);
        }
    }

    private void open(String name, String... pairs) throws XMLStreamException {
        line();
        xml.writeStartElement(name);
        attributes(pairs);
        depth++;
    }

    private void close() throws XMLStreamException {
        depth--;
        line();
        xml.writeEndElement();
    }

    private void empty(String name, String... pairs) throws XMLStreamException {
        line();
        xml.writeEmptyElement(name);
        attributes(pairs);
    }

    private void text(String name, String text, String... pairs) throws XMLStreamException {
        line();
        xml.writeStartElement(name);
        attributes(pairs);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
