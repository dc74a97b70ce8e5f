package org.bancada.collector.internal;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import org.bancada.collector.CollectorCertificate;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/** Under which names and addresses clients may call this machine: what its certificate has to say (RFC 6125, subject alternative names). */
final class OwnNames {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int MOST = 100;
    private static final Messages TEXT = Messages.beside(OwnNames.class);

    private OwnNames() {
    }

    /**
     * @param at where it listens; an address that stands for all of them means those that the machine has now
     * @param further what people gave besides
     */
    static SortedSet<String> of(InetAddress at, Set<String> further) throws ProblemException {
        SortedSet<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "::1"));
        for (String name : further) {
            if (!CollectorCertificate.isName(name)) {
                throw new ProblemException(new Problem(TEXT.text("name.wrong", name), "", TEXT.text("name.wrong.cure")));
            }
            // Two spellings of an address are one name.
            names.add(CollectorCertificate.address(name).map(OwnNames::text).orElse(name));
        }
        try {
            String host = Files.readString(HOST_NAME).strip();
            if (CollectorCertificate.isName(host)) {
                names.add(host);
            }
            if (!at.isAnyLocalAddress()) {
                names.add(text(at));
            } else {
                for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                    card.inetAddresses().filter(a -> !a.isLinkLocalAddress()).map(OwnNames::text).limit(MOST).forEach(names::add);
                }
            }
        } catch (IOException failed) {
            throw new ProblemException(new Problem(TEXT.text("names.failed", failed.getMessage()), "", ""), failed);
        }
        return names;
    }

    private static String text(InetAddress address) {
        if (address instanceof Inet6Address) {
            String text = address.getHostAddress();
            int scope = text.indexOf('%');
            text = scope < 0 ? text : text.substring(0, scope);
            return text.equals("0:0:0:0:0:0:0:1") ? "::1" : text;
        }
        return address.getHostAddress();
    }
}
