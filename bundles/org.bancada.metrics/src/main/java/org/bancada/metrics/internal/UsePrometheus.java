package org.bancada.metrics.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.metrics.Metrics;
import org.bancada.metrics.Prometheus;
import org.bancada.store.Secrets;
import org.bancada.store.Settings;

/** Writes down where Prometheus is and makes it the usual source. The secret goes into the encrypted store, never into the settings. */
final class UsePrometheus implements Operation<Prometheus.Setup> {
    private static final Messages TEXT = Messages.beside(UsePrometheus.class);

    private final Settings settings;
    private final Secrets secrets;
    private final Prometheus.Setup setup;
    private final char[] secret;

    UsePrometheus(Settings settings, Secrets secrets, Prometheus.Setup setup, char[] secret) {
        this.settings = settings;
        this.secrets = secrets;
        this.setup = setup;
        this.secret = secret == null ? null : secret.clone();
    }

    static ProblemException missing() {
        return new ProblemException(new Problem(TEXT.text("prometheus.none"), "", TEXT.text("source.prometheus.cure")));
    }

    static void check(Prometheus.Setup setup) throws ProblemException {
        URI url = setup.url();
        if (url.getScheme() == null || !url.getScheme().matches("https?") || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
            throw new ProblemException(new Problem(TEXT.text("prometheus.url", url), "", TEXT.text("prometheus.url.cure")));
        }
        if (url.getUserInfo() != null) {
            throw new ProblemException(new Problem(TEXT.text("prometheus.userinfo"), url.getHost(), TEXT.text("prometheus.userinfo.cure")));
        }
        if (!setup.instance().matches(".*\\{(name|address|uuid)}.*") || setup.instance().length() > 200) {
            throw new ProblemException(new Problem(TEXT.text("prometheus.instance", setup.instance()), "", TEXT.text("prometheus.instance.cure")));
        }
    }

    @Override
    public Plan plan() throws ProblemException {
        check(setup);
        List<Plan.Step> steps = new ArrayList<>(List.of(new Plan.Step("", TEXT.text("prometheus.step.url", setup.url())),
                new Plan.Step("", TEXT.text("prometheus.step.instance", setup.instance()))));
        if (secret != null) {
            steps.add(new Plan.Step("", TEXT.text(secret.length == 0 ? "prometheus.step.nosecret" : "prometheus.step.secret")));
        }
        return new Plan(TEXT.text("prometheus.title"), steps, List.of(), List.of());
    }

    @Override
    public Prometheus.Setup run(Plan plan, Progress progress) throws ProblemException {
        boolean moved = !setup.url().toString().equals(settings.get(PrometheusSource.URL, setup.url().toString()));
        if (secret != null && secret.length > 0) {
            secrets.put(PrometheusSource.SECRET, secret);
        } else if (secret != null || moved) {
            // Another server must not be given what was meant for the one before.
            secrets.remove(PrometheusSource.SECRET);
        }
        PrometheusHttp.wipe(secret);
        settings.put(PrometheusSource.USER, setup.user());
        settings.put(PrometheusSource.INSTANCE, setup.instance());
        settings.put(PrometheusSource.URL, setup.url().toString());
        settings.put(Metrics.SOURCE, Prometheus.NAME);
        return setup;
    }
}
