package org.bancada.virt.internal;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.bancada.virt.Guest;
import org.bancada.virt.GuestSnapshot;
import org.bancada.virt.GuestState;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads what we need of libvirt's XML (https://libvirt.org/formatdomain.html, formatsnapshot.html). What is no such XML yields nothing. */
final class DomainText {
    private static final int LONGEST = 4 << 20;
    private static final int MOST_DISKS = 64;
    private static final Set<String> DISPLAYS = Set.of("vnc", "spice", "rdp");
    private static final String HOST = "[0-9A-Za-z.:_-]{1,253}";

    private final Element root;

    private DomainText(Element root) {
        this.root = root;
    }

    static DomainText of(String xml) {
        if (xml == null || xml.length() > LONGEST) {
            return new DomainText(null);
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return new DomainText(builder.parse(new InputSource(new StringReader(xml))).getDocumentElement());
        } catch (ParserConfigurationException | SAXException | IOException garbled) {
            return new DomainText(null);
        }
    }

    /** Targets ({@code vda}) of the disks: neither of CD-ROM drives nor floppies. */
    List<String> disks() {
        List<String> targets = new ArrayList<>();
        for (Element disk : children(child(root, "devices"), "disk")) {
            String kind = disk.getAttribute("device");
            Element target = child(disk, "target");
            if ((kind.isEmpty() || kind.equals("disk")) && target != null && targets.size() < MOST_DISKS) {
                targets.add(target.getAttribute("dev"));
            }
        }
        return targets;
    }

    /** Screens that can be opened just now. */
    List<Guest.Display> displays() {
        List<Guest.Display> displays = new ArrayList<>();
        for (Element graphics : children(child(root, "devices"), "graphics")) {
            String type = graphics.getAttribute("type");
            String host = graphics.getAttribute("listen");
            int port = number(graphics.getAttribute("port"));
            if (DISPLAYS.contains(type) && port > 0 && port < 65_536 && displays.size() < MOST_DISKS) {
                boolean everywhere = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
                displays.add(new Guest.Display(type, everywhere || !host.matches(HOST) ? "127.0.0.1" : host, port));
            }
        }
        return displays;
    }

    /** @param current the name of the current one, empty for none */
    GuestSnapshot snapshot(String name, String current) {
        String created = text(child(root, "creationTime"));
        Instant time = created.matches("[0-9]{1,11}") ? Instant.ofEpochSecond(Long.parseLong(created)) : null;
        GuestState state = switch (text(child(root, "state"))) {
            case "running", "blocked" -> GuestState.RUNNING;
            case "paused" -> GuestState.PAUSED;
            case "shutoff", "disk-snapshot" -> GuestState.OFF;
            case "crashed" -> GuestState.CRASHED;
            default -> GuestState.UNKNOWN;
        };
        return new GuestSnapshot(Clean.line(name), Clean.line(text(child(root, "description"))), time, state,
                Clean.line(text(child(child(root, "parent"), "name"))), name.equals(current));
    }

    String name() {
        return text(child(root, "name"));
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    }

    private static String text(Element element) {
        return element == null ? "" : element.getTextContent();
    }

    private static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.getFirst();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent == null ? null : parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
