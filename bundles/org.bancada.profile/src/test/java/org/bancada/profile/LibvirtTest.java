package org.bancada.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the real libvirt makes of our XML: the same devices at the same addresses as in our own arguments, for every model. */
@Timeout(180)
class LibvirtTest {
    /**
     * A libvirt of its own in a folder: the QEMU driver inside virsh, with the user that its package would have made, and hugepages mounted
     * where nobody else sees them.
     */
    private static final String NATIVE = """
            set -eu
            cp /etc/passwd "$1/passwd"
            cp /etc/group "$1/group"
            grep -q ^libvirt-qemu: "$1/passwd" || echo 'libvirt-qemu:x:64055:65534::/:/usr/sbin/nologin' >>"$1/passwd"
            grep -q ^kvm: "$1/group" || echo 'kvm:x:64056:' >>"$1/group"
            grep -q ^libvirt-qemu: "$1/group" || echo 'libvirt-qemu:x:64057:' >>"$1/group"
            mount --bind "$1/passwd" /etc/passwd
            mount --bind "$1/group" /etc/group
            mkdir -p "$1/huge"
            # Only root may mount them; without them libvirt refuses the element, and the devices are the same.
            mount -t hugetlbfs none "$1/huge" 2>/dev/null || sed -i '/<hugepages/d' "$2"
            exec virsh -q -c "qemu:///embed?root=$1" domxml-to-native qemu-argv "$2"
            """;
    private static final Pattern OURS = Pattern.compile("vfio-pci-nohotplug,host=([0-9a-f:.]+),bus=(pcie?\\.0),addr=(0x[0-9a-f]+)(?:\\.0x([0-7]))?");
    private static final Pattern THEIRS = Pattern.compile("\\{\"host\":\"0000:([0-9a-f:.]+)\",\"id\":\"hostdev\\d+\",\"bus\":\"(pcie?\\.0)\"[^}]*?"
            + "\"addr\":\"(0x[0-9a-f]+)(?:\\.0x([0-7]))?\"[^}]*\"driver\":\"vfio-pci-nohotplug\"");

    @TempDir
    Path folder;

    @Test
    void handsThroughTheSameDevicesAtTheSameAddresses() throws Exception {
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/qemu.conf"), "user = \"root\"\ngroup = \"root\"\nsecurity_driver = \"none\"\nstdio_handler = \"file\"\n"
                + "namespaces = []\ncgroup_controllers = []\n");
        Library library = Samples.library();
        for (Profile profile : library.models()) {
            Assignment assignment = Assignment.of(profile, Samples.facts(profile.id()));
            GuestSeat seat = new GuestSeat("/qcow2/user/a,b/windows", "qcow2", "52:54:00:12:34:56");
            List<String> ours = devices(OURS, QemuArguments.options(profile, assignment, seat).toString());
            assertFalse(ours.isEmpty(), profile.id());
            // Test machines have no KVM, and without it no processor to hand through.
            String xml = DomainXml.of(profile, assignment, seat).replace("type=\"kvm\"", "type=\"qemu\"").replace("host-passthrough", "maximum");
            assertEquals(ours, devices(THEIRS, libvirt(xml)), profile.id());
        }
    }

    /** Host address, bus, slot and function of each. */
    private static List<String> devices(Pattern pattern, String arguments) {
        List<String> devices = new ArrayList<>();
        for (Matcher matcher = pattern.matcher(arguments); matcher.find();) {
            devices.add(matcher.group(1) + " " + matcher.group(2) + " " + Integer.decode(matcher.group(3)) + "."
                    + (matcher.group(4) == null ? "0" : matcher.group(4)));
        }
        return devices;
    }

    private String libvirt(String xml) throws Exception {
        Path domain = Files.writeString(folder.resolve("domain.xml"), xml);
        Path out = folder.resolve("out");
        List<String> command = new ArrayList<>(List.of("unshare", "-m"));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.add("-r");
        }
        command.addAll(List.of("sh", "-c", NATIVE, "native", folder.toString(), domain.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        process.getOutputStream().close();
        assertEquals(true, process.waitFor(60, TimeUnit.SECONDS), "virsh does not end");
        assertEquals(0, process.exitValue(), Files.readString(out));
        return Files.readString(out);
    }
}
