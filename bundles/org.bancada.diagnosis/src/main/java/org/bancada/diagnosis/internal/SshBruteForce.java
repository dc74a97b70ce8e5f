package org.bancada.diagnosis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bancada.core.Node;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Evidence;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.NextStep;
import org.bancada.diagnosis.Situation;
import org.bancada.log.Event;
import org.osgi.service.component.annotations.Component;

/** Many failed log-ins over SSH from one address within minutes, as OpenSSH and its PAM module write them. */
@Component
public final class SshBruteForce implements Cause {
    private static final String EVENTS = "\"Failed password\" or \"authentication failure\" or \"authentication failures\" or "
            + "\"maximum authentication attempts\" or \"Accepted password\"";
    private static final int MANY = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int LONGEST_LINE = 2_000;
    private static final Pattern REPEATED = Pattern.compile("message repeated (\\d{1,5}) times: \\[");
    private static final Pattern PASSWORD = Pattern.compile("(?:Failed password|maximum authentication attempts exceeded) for .{0,100}? ?from (\\S{1,255}) port \\d+");
    private static final Pattern PAM = Pattern.compile("(?:PAM (\\d{1,4}) more )?authentication failures?; .{0,200}?tty=\\S*ssh .{0,200}?rhost=(\\S{1,255})");
    private static final Pattern ACCEPTED = Pattern.compile("Accepted password for (\\S{1,100}) from (\\S{1,255}) port \\d+");

    @Override
    public String id() {
        return "ssh-brute-force";
    }

    @Override
    public String events() {
        return EVENTS;
    }

    /** @param weight how many failures the line stands for */
    private record Failure(Instant when, int weight) {
    }

    /** sshd and PAM write of the same failure: the two are counted apart, and the greater number counts. */
    private static final class Source {
        final List<Failure> sshd = new ArrayList<>();
        final List<Failure> pam = new ArrayList<>();
        Instant accepted;
        String user = "";

        long most() {
            return Math.max(most(sshd), most(pam));
        }

        private static long most(List<Failure> failures) {
            long most = 0;
            long sum = 0;
            int first = 0;
            for (Failure failure : failures) {
                sum += failure.weight();
                while (failures.get(first).when().plus(WINDOW).isBefore(failure.when())) {
                    sum -= failures.get(first++).weight();
                }
                most = Math.max(most, sum);
            }
            return most;
        }

        Instant last() {
            List<Failure> longer = sshd.isEmpty() ? pam : sshd;
            return longer.getLast().when();
        }
    }

    @Override
    public Optional<Finding> find(Situation situation) {
        Map<String, Source> sources = new HashMap<>();
        situation.events().forEach(event -> read(event, sources));
        List<Map.Entry<String, Source>> guilty = sources.entrySet().stream().filter(entry -> entry.getValue().most() >= MANY)
                .sorted((a, b) -> Long.compare(b.getValue().most(), a.getValue().most())).toList();
        if (guilty.isEmpty()) {
            return Optional.empty();
        }
        Node node = situation.node();
        List<Evidence> evidence = new ArrayList<>();
        boolean inside = false;
        for (Map.Entry<String, Source> entry : guilty.subList(0, Math.min(10, guilty.size()))) {
            Source source = entry.getValue();
            evidence.add(new Evidence(Texts.text("ssh.source", entry.getKey(), source.most(), WINDOW.toMinutes()), source.last(), Texts.logs(node, EVENTS)));
            if (source.accepted != null) {
                inside = true;
                evidence.add(new Evidence(Texts.text("ssh.accepted", source.user, entry.getKey()), source.accepted, Texts.logs(node, "\"Accepted password\"")));
            }
        }
        return Optional.of(new Finding(id(), inside ? 100 : 65, Texts.text(inside ? "ssh.title.inside" : "ssh.title"), Texts.text("ssh.text"), evidence,
                List.of(Texts.look(Texts.text("ssh.next"), node, EVENTS), new NextStep(Texts.text("ssh.go"), ""))));
    }

    private static void read(Event event, Map<String, Source> sources) {
        String line = event.message();
        line = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
        Matcher accepted = ACCEPTED.matcher(line);
        if (accepted.find()) {
            Source known = sources.get(accepted.group(2));
            if (known != null && known.most() >= MANY) {
                known.accepted = event.time();
                known.user = accepted.group(1);
            }
            return;
        }
        Matcher repeated = REPEATED.matcher(line);
        int times = repeated.find() ? Integer.parseInt(repeated.group(1)) : 1;
        Matcher password = PASSWORD.matcher(line);
        Matcher pam = PAM.matcher(line);
        if (password.find()) {
            sources.computeIfAbsent(password.group(1), address -> new Source()).sshd.add(new Failure(event.time(), times));
        } else if (pam.find()) {
            int more = pam.group(1) == null ? 1 : Integer.parseInt(pam.group(1));
            sources.computeIfAbsent(pam.group(2), address -> new Source()).pam.add(new Failure(event.time(), times * more));
        }
    }
}
