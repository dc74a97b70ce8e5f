package org.bancada.alert.internal;

import java.nio.file.Path;
import java.time.Duration;

import org.bancada.alert.AlertRule;

/** A process that is killed while it watches: one node has guessed often enough, another nearly. */
final class Child {
    static final AlertRule RULE = AlertRule.events("guessing", "message: \"Failed password\"", 10, Duration.ofMinutes(5), AlertRule.NODE);

    private Child() {
    }

    public static void main(String[] arguments) throws Exception {
        Lab lab = new Lab(Path.of(arguments[0]), Lab.START);
        lab.rule(RULE);
        lab.log("enough", "Failed password", Lab.START, 10);
        Lab.await(() -> lab.of("guessing").size() == 1);
        lab.log("nearly", "Failed password", Lab.START, 9);
        System.out.println("ready");
        Thread.sleep(Duration.ofMinutes(5));
    }
}
