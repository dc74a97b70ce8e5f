package org.bancada.alert.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import org.bancada.alert.Alert;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/** Posts an alert as JSON. Any status from 200 to 299 is a yes; what else is answered is not read. */
final class WebhookSender implements Sender {
    private static final Messages TEXT = Messages.beside(WebhookSender.class);
    private static final JsonFactory JSON = new JsonFactory();

    private final URI target;
    private final char[] secret;
    private final Duration patience;

    /** @param secret null when nothing is to be signed */
    WebhookSender(URI target, char[] secret, Duration patience) {
        this.target = target;
        this.secret = secret;
        this.patience = patience;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public void send(List<Alert> alerts) throws ProblemException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(patience).followRedirects(HttpClient.Redirect.NEVER).build()) {
            byte[] body = body(alerts);
            HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(patience).header("Content-Type", "application/json")
                    .header("User-Agent", "Bancada").header("X-Bancada-Delivery", alerts.isEmpty() ? "test" : Long.toString(alerts.getFirst().id()))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            if (secret != null) {
                request.header("X-Bancada-Signature", "sha256=" + signature(body));
            }
            Future<HttpResponse<InputStream>> answer = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try {
                HttpResponse<InputStream> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                response.body().close();
                if (response.statusCode() / 100 != 2) {
                    throw problem(TEXT.text("hook.status", response.statusCode()), null);
                }
            } finally {
                answer.cancel(true);
                client.shutdownNow();
            }
        } catch (TimeoutException slow) {
            throw problem(TEXT.text("hook.slow", patience.toSeconds()), slow);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw problem(TEXT.text("hook.failed", cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()), cause);
        } catch (IOException | GeneralSecurityException failed) {
            throw problem(TEXT.text("hook.failed", String.valueOf(failed.getMessage())), failed);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw problem(TEXT.text("send.ended"), asked);
        }
    }

    private String signature(byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        ByteBuffer key = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
        mac.init(new SecretKeySpec(key.array(), 0, key.remaining(), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    private static byte[] body(List<Alert> alerts) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("sent", Instant.now().toString());
            json.writeStringField("text", alerts.isEmpty() ? TEXT.text("mail.test") : Wording.line(alerts.getFirst()));
            if (alerts.isEmpty()) {
                json.writeBooleanField("test", true);
            } else {
                alert(json, alerts.getFirst());
            }
            json.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void alert(JsonGenerator json, Alert alert) throws IOException {
        json.writeNumberField("id", alert.id());
        json.writeStringField("rule", alert.rule());
        json.writeStringField("kind", alert.kind().name().toLowerCase(java.util.Locale.ROOT));
        json.writeStringField("query", alert.query());
        json.writeStringField("room", alert.room());
        json.writeArrayFieldStart("causes");
        for (String cause : alert.causes()) {
            json.writeString(cause);
        }
        json.writeEndArray();
        json.writeNumberField("causeCount", alert.causeCount());
        json.writeStringField("opened", alert.opened().toString());
        json.writeStringField("last", alert.last().toString());
        json.writeNumberField("count", alert.count());
        json.writeStringField("evidence", alert.evidence());
    }

    private ProblemException problem(String what, Throwable cause) {
        // A webhook's path may be a secret; who set it knows the rest.
        return new ProblemException(new Problem(what, target.getScheme() + "://" + target.getAuthority(), TEXT.text("hook.cure")), cause);
    }
}
