package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.metrics.Prometheus;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Chooses where metrics come from. A secret comes from a file: arguments are seen by everybody on the machine. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=metrics source use")
public final class MetricsSourceUseVerb implements Verb {
    private static final int LONGEST_SECRET = 8192;

    @Parameters(index = "0", paramLabel = "reports|prometheus", descriptionKey = "source")
    private String source;

    @Parameters(index = "1", arity = "0..1", paramLabel = "URL", descriptionKey = "url")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", descriptionKey = "user", defaultValue = "")
    private String user;

    @Option(names = "--secret-file", paramLabel = "FILE", descriptionKey = "secret-file")
    private String secretFile;

    @Option(names = "--instance", paramLabel = "TEMPLATE", descriptionKey = "instance", defaultValue = Prometheus.USUAL_INSTANCE)
    private String instance;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        boolean remote = source.equals(Prometheus.NAME);
        if (!remote && !source.equals("reports") || !remote && url != null) {
            throw new UsageException(Words.text(invocation, "metrics.source.wrong"));
        }
        Prometheus prometheus = invocation.engines().get(Prometheus.class);
        if (!remote) {
            return finish(prometheus.leave(), invocation);
        }
        String address = url != null ? url : prometheus.setup().map(setup -> setup.url().toString())
                .orElseThrow(() -> new UsageException(Words.text(invocation, "metrics.source.url")));
        char[] secret = secretFile == null ? null : secret(invocation);
        try {
            return finish(prometheus.use(new Prometheus.Setup(URI.create(address), user, instance), secret), invocation);
        } catch (IllegalArgumentException noUri) {
            throw new UsageException(Words.text(invocation, "metrics.source.url"));
        } finally {
            if (secret != null) {
                Arrays.fill(secret, '\0');
            }
        }
    }

    private <T> int finish(Operation<T> operation, Invocation invocation) throws ProblemException, IOException {
        Optional<Plan> plan = options.planned(operation, invocation);
        if (plan.isPresent()) {
            operation.run(plan.get(), invocation.progress());
        }
        return DONE;
    }

    /** The first line of the file; an empty file takes the secret away. */
    private char[] secret(Invocation invocation) throws UsageException, IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(invocation.file(secretFile))) {
            bytes = in.readNBytes(LONGEST_SECRET);
        }
        CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 0);
        int end = 0;
        while (end < chars.length() && chars.charAt(end) != '\n' && chars.charAt(end) != '\r') {
            end++;
        }
        char[] secret = new char[end];
        chars.get(secret);
        Arrays.fill(chars.array(), '\0');
        return secret;
    }
}
