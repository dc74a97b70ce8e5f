package org.bancada.app.internal;

/** The ids of the views that a perspective places; the views themselves are contributed by org.bancada.ui and by the platform. */
final class Views {
    static final String PLACES = "org.bancada.ui.fleet.places";
    static final String NODES = "org.bancada.ui.fleet.nodes";
    static final String NODE = "org.bancada.ui.fleet.node";
    static final String WHY = "org.bancada.ui.fleet.why";
    static final String RESULTS = "org.bancada.ui.remote.results";
    static final String GUESTS = "org.bancada.ui.virt.guests";
    static final String IMAGES = "org.bancada.ui.rollout.images";
    static final String ROLLOUTS = "org.bancada.ui.rollout.rollouts";
    static final String ROLLOUT = "org.bancada.ui.rollout.details";
    static final String MAP = "org.bancada.ui.rollout.map";
    static final String THROUGHPUT = "org.bancada.ui.rollout.throughput";
    static final String MODELS = "org.bancada.ui.profile.models";
    static final String STUDIO = "org.bancada.ui.profile.studio";
    static final String LOGS = "org.bancada.ui.log.discover";
    static final String ALERTS = "org.bancada.ui.alert.alerts";
    static final String CHARTS = "org.bancada.ui.metrics.charts";
    static final String PROGRESS = "org.eclipse.ui.views.ProgressView";
    static final String ERROR_LOG = "org.eclipse.pde.runtime.LogView";

    private Views() {
    }
}
