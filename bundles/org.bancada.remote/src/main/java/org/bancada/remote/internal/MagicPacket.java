package org.bancada.remote.internal;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import org.bancada.core.ProblemException;

/** The Wake-on-LAN packet: six bytes 0xFF and sixteen times the MAC address (AMD publication 20213), as a UDP datagram. */
final class MagicPacket {
    static final String SETTING = "wake.target";
    static final String DEFAULT_TARGET = "255.255.255.255:9";
    private static final Pattern MAC = Pattern.compile("(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}");
    private static final Pattern TARGET = Pattern.compile("([0-9A-Za-z.-]{1,253})(?::([0-9]{1,5}))?");

    private MagicPacket() {
    }

    static boolean isMac(String text) {
        return MAC.matcher(text).matches();
    }

    static byte[] of(String mac) {
        byte[] address = HexFormat.of().parseHex(mac.replaceAll("[:-]", ""));
        byte[] packet = new byte[6 + 16 * 6];
        for (int i = 0; i < packet.length; i++) {
            packet[i] = i < 6 ? (byte) 0xff : address[i % 6];
        }
        return packet;
    }

    /** Reads "HOST[:PORT]" items separated by commas or blanks; port 9 when none is given. */
    static List<InetSocketAddress> targets(String setting) throws ProblemException {
        List<InetSocketAddress> targets = new ArrayList<>();
        for (String item : setting.strip().split("[,\\s]+")) {
            var matcher = TARGET.matcher(item);
            int port = !matcher.matches() ? 0 : matcher.group(2) == null ? 9 : Integer.parseInt(matcher.group(2));
            if (port < 1 || port > 65_535) {
                throw Texts.problem(SETTING, "wake.target", item);
            }
            targets.add(new InetSocketAddress(matcher.group(1), port));
        }
        return targets;
    }

    static void send(String mac, InetSocketAddress target) throws IOException {
        if (target.isUnresolved()) {
            throw new java.net.UnknownHostException(target.getHostString());
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setBroadcast(true);
            byte[] packet = of(mac);
            socket.send(new DatagramPacket(packet, packet.length, target));
        }
    }
}
