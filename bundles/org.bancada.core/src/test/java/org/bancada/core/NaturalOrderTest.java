package org.bancada.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void sortsAsPeopleDo() {
        List<String> wanted = List.of("", "lab", "Lab 1", "lab 1-pc2", "lab 1-pc10", "lab 2", "lab 010", "lab 11",
                "lab 99999999999999999999999", "lab 100000000000000000000000", "São", "x");
        List<String> shuffled = new ArrayList<>(wanted);
        Collections.shuffle(shuffled, new Random(1));
        shuffled.sort(NaturalOrder.INSTANCE);
        assertEquals(wanted.subList(0, 10), shuffled.subList(0, 10));
    }

    @Test
    void isATotalOrder() {
        Random random = new Random(3);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            StringBuilder name = new StringBuilder();
            for (int n = random.nextInt(5); n > 0; n--) {
                name.append("a0A1-ç90".charAt(random.nextInt(8)));
            }
            names.add(name.toString());
        }
        for (String a : names) {
            for (String b : names) {
                int ab = Integer.signum(NaturalOrder.INSTANCE.compare(a, b));
                assertEquals(-ab, Integer.signum(NaturalOrder.INSTANCE.compare(b, a)), a + " " + b);
                assertEquals(a.equals(b), ab == 0, a + " " + b);
                for (String c : names) {
                    assertTrue(ab > 0 || NaturalOrder.INSTANCE.compare(b, c) > 0 || NaturalOrder.INSTANCE.compare(a, c) <= 0, a + " " + b + " " + c);
                }
            }
        }
    }
}
