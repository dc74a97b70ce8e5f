package org.bancada.fleet.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;

import org.bancada.core.Facts;
import org.bancada.fleet.internal.ReportBody.Section;
import org.bancada.fleet.internal.section.FactSink;
import org.bancada.fleet.internal.section.KnownSections;
import org.bancada.fleet.internal.section.KnownSections.Known;

/**
 * Turns a report into facts. Hardware and firmware sections (the bulk of it) are read again only when their digest differs from that of the
 * report before. What a failing section said before is kept until it works again.
 */
final class ReportParser {
    /** Part of the digest: raise it when a parser changes, so that nothing is read by the old one. */
    private static final byte VERSION = 1;
    /** Says that facts were left out: there were too many. */
    private static final String OVERFLOW = "report.overflow";
    private static final System.Logger LOG = System.getLogger(ReportParser.class.getName());

    private final Interner interner;

    ReportParser(Interner interner) {
        this.interner = interner;
    }

    /** @param stillChanged whether hardware or firmware sections differ from the report before */
    record Parsed(byte[] stillDigest, Facts facts, boolean stillChanged) {
    }

    /** @param before what the node said last */
    Parsed parse(ReportBody report, Said before, Instant now) {
        byte[] digest = digest(report);
        boolean stillChanged = !Arrays.equals(digest, before.stillDigest());
        TreeMap<String, String> all = new TreeMap<>();
        boolean overflowed;
        if (stillChanged) {
            FactSink still = read(report, true, before.facts());
            overflowed = still.overflowed();
            if (still.has("dmi.product_serial")) {
                still.putFirst("dmi.service_tag", still.get("dmi.product_serial"));
            }
            still.facts().forEach((key, value) -> all.put(interner.intern(key), interner.intern(value)));
        } else {
            overflowed = before.facts().text(OVERFLOW).isPresent();
            before.facts().asMap().forEach((key, value) -> {
                if (KnownSections.isStill(key)) {
                    all.put(key, value);
                }
            });
        }
        FactSink fresh = read(report, false, before.facts());
        DerivedFacts.add(fresh, before.facts(), now);
        fresh.facts().forEach((key, value) -> {
            if (!KnownSections.isStill(key)) {
                all.put(interner.intern(key), value);
            }
        });
        if (overflowed || fresh.overflowed()) {
            all.put(OVERFLOW, "yes");
        }
        return new Parsed(digest, Facts.of(all), stillChanged);
    }

    private static FactSink read(ReportBody report, boolean still, Facts before) {
        FactSink facts = new FactSink();
        Set<String> unknown = new LinkedHashSet<>();
        for (Section section : report.sections()) {
            Known known = section.known();
            if (known == null) {
                if (!section.command().isEmpty()) {
                    unknown.add(section.command());
                }
            } else if (known.still() == still) {
                read(section, known, facts, before);
            }
        }
        if (!still && !unknown.isEmpty()) {
            facts.put("report.unknown", String.join(", ", unknown));
        }
        return facts;
    }

    private static void read(Section section, Known known, FactSink facts, Facts before) {
        String text = section.text();
        boolean understood = false;
        try {
            understood = known.parser().parse(section.command(), text, facts);
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.WARNING, "section \"" + section.command() + "\" broke its parser", broken);
        }
        if (!understood) {
            String program = FactSink.part(KnownSections.program(section.command()).equals("cat") ? section.command().substring(4)
                    : KnownSections.program(section.command()));
            facts.put(KnownSections.FAILED + program, text.lines().filter(l -> !l.isBlank()).findFirst().orElse("-"));
            before.asMap().forEach((key, value) -> {
                if (!facts.has(key) && !Volatility.isVolatile(key) && known.owns().stream().anyMatch(key::startsWith)) {
                    facts.put(key, value);
                }
            });
        }
    }

    private static byte[] digest(ReportBody report) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(VERSION);
            for (Section section : report.sections()) {
                if (section.isStill()) {
                    sha.update(section.command().getBytes(StandardCharsets.UTF_8));
                    sha.update((byte) '\n');
                    sha.update(section.bytes(), section.output(), section.to() - section.output());
                }
            }
            return Arrays.copyOf(sha.digest(), 16);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
