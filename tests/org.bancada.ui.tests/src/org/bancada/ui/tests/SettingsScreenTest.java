package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.bancada.alert.AlertDelivery;
import org.bancada.alert.Delivery;
import org.bancada.core.Operation;
import org.bancada.core.Progress;
import org.bancada.metrics.Metrics;
import org.bancada.metrics.Prometheus;
import org.eclipse.jface.preference.PreferenceDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpServer;

/** Settings of alert delivery and of the metrics' source, as a person types and tries them. */
class SettingsScreenTest {
    private static final String ALERTS = "org.bancada.ui.alert.delivery";
    private static final String METRICS = "org.bancada.ui.metrics.source";
    private static final String PLAN = "What will happen";
    private final AlertDelivery delivery = Engines.need(AlertDelivery.class);
    private final Prometheus prometheus = Engines.need(Prometheus.class);
    @TempDir
    private Path root;
    private PreferenceDialog dialog;

    @AfterEach
    void forget() throws Exception {
        if (dialog != null && Screen.ask(() -> dialog.getShell() != null && !dialog.getShell().isDisposed())) {
            Screen.act(dialog::close);
        }
        done(delivery.mail(null, null));
        done(delivery.webhook(null, null));
        done(prometheus.leave());
    }

    private static void done(Operation<?> operation) throws Exception {
        operation.run(operation.plan(), Progress.none());
    }

    private void open(String page) {
        dialog = PreferencesTest.open(page);
        Screen.await("what is set", () -> button(page.equals(ALERTS) ? "Send alerts by e-mail" : "From a Prometheus server").isEnabled());
    }

    private List<Control> controls() {
        return Screen.below(dialog.getShell());
    }

    private Button button(String text) {
        return controls().stream().filter(Button.class::isInstance).map(Button.class::cast).filter(b -> Screen.ask(() -> Screen.plain(b.getText()).equals(text)))
                .findFirst().orElseThrow(() -> new AssertionError("no " + text));
    }

    private void choose(String text) {
        Button button = button(text);
        Screen.act(() -> {
            for (Control sibling : button.getParent().getChildren()) {
                if (sibling instanceof Button other && (other.getStyle() & SWT.RADIO) != 0) {
                    other.setSelection(false);
                }
            }
            button.setSelection((button.getStyle() & SWT.RADIO) != 0 || !button.getSelection());
            button.notifyListeners(SWT.Selection, new Event());
        });
    }

    /** What stands right behind the label. */
    private Text field(String label) {
        List<Control> all = controls();
        for (int i = 0; i < all.size() - 1; i++) {
            if (all.get(i) instanceof Label one && Screen.ask(() -> one.getText().equals(label)) && all.get(i + 1) instanceof Text text) {
                return text;
            }
        }
        throw new AssertionError("no " + label);
    }

    private void type(String label, String text) {
        Text field = field(label);
        Screen.act(() -> field.setText(text));
    }

    private void push(String text) {
        Screen.await(text, () -> button(text).isEnabled());
        Screen.act(() -> button(text).notifyListeners(SWT.Selection, new Event()));
    }

    private void awaitSaid(String part) {
        Screen.await(part, () -> controls().stream().anyMatch(c -> c instanceof Text text && (text.getStyle() & SWT.READ_ONLY) != 0 && text.getText().contains(part)));
    }

    private void use() {
        Screen.act(() -> button("Apply and Close").notifyListeners(SWT.Selection, new Event()));
        Screen.push(Views.awaitShell(PLAN), "Use it");
    }

    @Test
    void mailIsTriedThenKeptAndItsPasswordIsNeverShown() throws Exception {
        try (MailServer server = new MailServer()) {
            open(ALERTS);
            choose("Send alerts by e-mail");
            assertFalse(Screen.ask(() -> button("Send a test e-mail").isEnabled()), "nothing is typed yet");
            type("Mail server:", "127.0.0.1");
            type("To:", "ana@example.org, rui@example.org");
            Combo security = (Combo) controls().stream().filter(Combo.class::isInstance).findFirst().orElseThrow();
            Screen.act(() -> {
                security.select(2);
                security.notifyListeners(SWT.Selection, new Event());
            });
            type("Port:", Integer.toString(free()));
            push("Send a test e-mail");
            awaitSaid("127.0.0.1");
            assertEquals(List.of(), server.said);
            type("Port:", Integer.toString(server.port()));
            type("Password:", "s3cret");
            push("Send a test e-mail");
            awaitSaid("took a test message to ana@example.org, rui@example.org");
            assertTrue(server.said.contains("RCPT TO:<rui@example.org>"), server.said.toString());
            assertTrue(delivery.mail().isEmpty(), "a try keeps nothing");
            use();
            Screen.await("the setting", () -> kept(delivery::mail).isPresent());
            assertEquals(List.of("ana@example.org", "rui@example.org"), delivery.mail().orElseThrow().to());
            assertTrue(delivery.hasSecret(Delivery.Way.MAIL));
            open(ALERTS);
            assertEquals("", Screen.ask(() -> field("Password:").getText()));
            assertEquals("kept; type to replace it", Screen.ask(() -> field("Password:").getMessage()));
            type("To:", "no address");
            assertFalse(Screen.ask(() -> button("Apply and Close").isEnabled()), "an address that is none");
        }
    }

    @Test
    void aWebhookIsTriedThenKeptAndOnlyItsHostIsShown() throws Exception {
        List<String> paths = new CopyOnWriteArrayList<>();
        HttpServer server = server((path, signature) -> {
            paths.add(path + " " + (signature == null ? "unsigned" : "signed"));
            return path.contains("good") ? 200 : 404;
        });
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            open(ALERTS);
            choose("Post alerts to a webhook");
            type("Address:", address + "/bad");
            push("Post a test message");
            awaitSaid("404");
            type("Address:", address + "/good/s3cret");
            type("Secret for the signature:", "key");
            push("Post a test message");
            awaitSaid("took a test message");
            assertEquals(List.of("/bad unsigned", "/good/s3cret signed"), paths);
            use();
            Screen.await("the setting", () -> kept(delivery::webhook).isPresent());
            open(ALERTS);
            assertEquals("", Screen.ask(() -> field("Address:").getText()));
            assertTrue(Screen.ask(() -> field("Address:").getMessage()).startsWith(address + "/..."));
            assertFalse(Screen.ask(() -> controls().stream().anyMatch(c -> c instanceof Text text && (text.getText() + text.getMessage()).contains("s3cret"))));
            choose("Post alerts to a webhook");
            use();
            Screen.await("no webhook any more", () -> kept(delivery::webhook).isEmpty());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatIsNoPrometheusIsSaidSo() throws Exception {
        HttpServer server = server((path, signature) -> 404);
        try {
            open(METRICS);
            choose("From a Prometheus server");
            type("Address:", "lab");
            assertFalse(Screen.ask(() -> button("Test connection").isEnabled()));
            type("Address:", "http://127.0.0.1:" + server.getAddress().getPort());
            push("Test connection");
            awaitSaid("not Prometheus");
            type("Instance of a node:", "same-for-all");
            assertFalse(Screen.ask(() -> button("Test connection").isEnabled()), "nodes could not be told apart");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aRealPrometheusIsTriedAndUsed() throws Exception {
        Path program = Path.of("/usr/bin/prometheus");
        assumeTrue(Files.isExecutable(program), "the program prometheus is not installed (Debian package prometheus)");
        int port = free();
        Path config = Files.writeString(root.resolve("prometheus.yml"), "global: {scrape_interval: 1s}\n");
        Process server = new ProcessBuilder(program.toString(), "--config.file=" + config, "--storage.tsdb.path=" + root.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port).redirectErrorStream(true).redirectOutput(root.resolve("log").toFile()).start();
        try {
            open(METRICS);
            choose("From a Prometheus server");
            type("Address:", "http://127.0.0.1:" + port);
            Screen.await("the server", () -> listens(port));
            push("Test connection");
            awaitSaid("Prometheus 2");
            use();
            Screen.await("the source", () -> kept(() -> Engines.need(Metrics.class).sources()).getFirst().equals("prometheus"));
            open(METRICS);
            assertEquals("http://127.0.0.1:" + port, Screen.ask(() -> field("Address:").getText()));
            choose("From what the nodes report");
            use();
            Screen.await("the reports again", () -> kept(() -> Engines.need(Metrics.class).sources()).getFirst().equals("reports"));
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private interface Setting<T> {
        T read() throws Exception;
    }

    private static <T> T kept(Setting<T> setting) {
        try {
            return setting.read();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private interface Status {
        int of(String path, String signature);
    }

    private static HttpServer server(Status status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.of(exchange.getRequestURI().getPath(), exchange.getRequestHeaders().getFirst("X-Bancada-Signature")), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int free() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return one.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (java.net.Socket one = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return one.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
