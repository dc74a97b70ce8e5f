package org.bancada.app.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:7470", "0.0.0.0:0", "lab-server.example:65535", "[::1]:7470"})
    void whatIsReadIsWrittenTheSame(String text) {
        assertEquals(text, Address.text(Address.parse(" " + text + " ").orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7470", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "::1:7470", "http://a:1", "a b:1", "a:99999999999"})
    void anythingElseIsRefused(String text) {
        assertEquals(Optional.empty(), Address.parse(text));
    }

    @Test
    void anIpv6AddressGetsItsBrackets() {
        assertEquals("[::1]:80", Address.text(InetSocketAddress.createUnresolved("::1", 80)));
    }
}
