package org.bancada.diagnosis.internal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bancada.core.Node;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Evidence;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.NextStep;
import org.bancada.diagnosis.Situation;
import org.osgi.service.component.annotations.Component;

/** The kernel killed the guest's QEMU because memory had run out (mm/oom_kill.c), or QEMU did not get the guest's memory. */
@Component
public final class GuestOutOfMemory implements Cause {
    private static final String EVENTS = "\"Killed process\" or \"Kill process\" or \"Cannot allocate memory\"";
    private static final Pattern KILLED = Pattern.compile("[Oo]ut of memory: Kill(?:ed)? process \\d+,? \\((qemu[^)]{0,40}|kvm)\\)(?:.{0,200}?anon-rss:(\\d{1,12})kB)?");
    private static final Pattern REFUSED = Pattern.compile("cannot set up guest memory .{0,80}: Cannot allocate memory");
    private static final int LONGEST_LINE = 2_000;
    private static final int SHOWN = 10;

    @Override
    public String id() {
        return "guest-out-of-memory";
    }

    @Override
    public String events() {
        return EVENTS;
    }

    @Override
    public Optional<Finding> find(Situation situation) {
        Node node = situation.node();
        List<Evidence> evidence = situation.events().reversed().stream().flatMap(event -> {
            String line = event.message().length() > LONGEST_LINE ? event.message().substring(0, LONGEST_LINE) : event.message();
            Matcher killed = KILLED.matcher(line);
            String text = killed.find() ? killed.group(2) == null ? Texts.text("oom.killed", killed.group(1))
                    : Texts.text("oom.killed.size", killed.group(1), org.bancada.core.ByteSize.text(Long.parseLong(killed.group(2)) * 1024))
                    : REFUSED.matcher(line).find() ? Texts.text("oom.refused") : "";
            return text.isEmpty() ? java.util.stream.Stream.empty() : java.util.stream.Stream.of(new Evidence(text, event.time(), Texts.logs(node, EVENTS)));
        }).limit(SHOWN).toList();
        return evidence.isEmpty() ? Optional.empty() : Optional.of(new Finding(id(), 80, Texts.text("oom.title"), Texts.text("oom.text"), evidence,
                List.of(new NextStep(Texts.text("oom.next"), Texts.facts(node)), Texts.look(Texts.text("oom.logs"), node, EVENTS))));
    }
}
