package org.bancada.virt.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Remote;

/**
 * A socket of libvirt on a node, and the hypervisor behind it.
 *
 * @param path absolute, on the node
 * @param uri for example {@code qemu:///system}
 */
record LibvirtSocket(String path, String uri) {
    static final Duration CONNECT = Duration.ofSeconds(5);
    /**
     * Asks the node, because only it knows: one daemon or one for each hypervisor (https://libvirt.org/daemons.html), and the node's own root.
     * {@code libvirt_socket} and {@code libvirt_uri} of node.conf say otherwise.
     */
    private static final String FIND = """
            (
            set -f
            conf=${ROOT-}/etc/bancada/node.conf
            setting() { sed -n "s/^libvirt_$1=//p" "$conf" 2>/dev/null | tail -n 1; }
            printf 'uri=%s\\n' "$(setting uri)"
            own=$(setting socket)
            for s in ${own:-/run/libvirt/libvirt-sock /run/libvirt/virtqemud-sock /run/libvirt/virtxend-sock}; do
                [ ! -S "${ROOT-}$s" ] || printf 'socket=%s\\n' "${ROOT-}$s"
            done
            )""";
    private static final Pattern URI = Pattern.compile("(qemu|xen|test):///(system|session|default)");
    private static final int LONGEST = 107;
    private static final int MOST = 10;

    /** What the node says, in the order to try; empty when libvirt does not run there. */
    static List<LibvirtSocket> find(Remote remote, Node node, Progress cancel) throws ProblemException {
        List<String> lines = new ArrayList<>();
        remote.follow(node, FIND, new byte[0], CONNECT, cancel, line -> {
            if (lines.size() < MOST && line.length() < 2 * LONGEST) {
                lines.add(line);
            }
        }, line -> { });
        String uri = lines.stream().filter(line -> line.startsWith("uri=")).map(line -> line.substring(4).strip()).findFirst().orElse("");
        if (!uri.isEmpty() && !URI.matcher(uri).matches()) {
            throw Texts.problem(node.name(), "uri.wrong", Clean.line(uri));
        }
        List<LibvirtSocket> found = new ArrayList<>();
        for (String line : lines) {
            String path = line.startsWith("socket=/") ? line.substring(7) : "";
            if (!path.isEmpty() && path.length() <= LONGEST && path.chars().noneMatch(Character::isISOControl)) {
                uris(path, uri).forEach(one -> found.add(new LibvirtSocket(path, one)));
            }
        }
        return found;
    }

    private static List<String> uris(String path, String said) {
        if (!said.isEmpty()) {
            return List.of(said);
        }
        return path.endsWith("/virtqemud-sock") ? List.of("qemu:///system") : path.endsWith("/virtxend-sock") ? List.of("xen:///system")
                : List.of("qemu:///system", "xen:///system");
    }

    /** The URI that reaches it through a socket of this machine (https://libvirt.org/uri.html, "Remote URIs"). */
    String through(Path local) {
        return uri.replaceFirst(":", "+unix:") + "?socket=" + URLEncoder.encode(local.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
