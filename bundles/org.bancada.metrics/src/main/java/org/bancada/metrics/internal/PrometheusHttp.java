package org.bancada.metrics.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

import javax.net.ssl.SSLException;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Prometheus' HTTP API (prometheus.io/docs/prometheus/latest/querying/api): one call, its data, and what may be wrong in words. */
final class PrometheusHttp {
    private static final Messages TEXT = Messages.beside(PrometheusHttp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGEST = 64 << 20;
    private static final int LONGEST_SHOWN = 200;
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).followRedirects(HttpClient.Redirect.NEVER).build();
    private final URI url;
    private final String authorization;

    /** @param secret null for none */
    PrometheusHttp(URI url, String user, char[] secret) {
        this.url = url;
        authorization = secret == null ? "" : user.isEmpty() ? "Bearer " + new String(secret)
                : "Basic " + Base64.getEncoder().encodeToString((user + ":" + new String(secret)).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param path below {@code /api/v1/}
     * @param form keys and values, in pairs; none for a GET
     * @return {@code data} of the answer: maps, lists, texts and numbers as text
     */
    Object call(String path, Progress progress, String... form) throws ProblemException {
        String base = url.toString().replaceAll("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v1/" + path)).timeout(PATIENCE).header("Accept", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (form.length > 0) {
            List<String> pairs = new ArrayList<>();
            for (int i = 0; i < form.length; i += 2) {
                pairs.add(encoded(form[i]) + "=" + encoded(form[i + 1]));
            }
            request.header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(pairs.stream().collect(Collectors.joining("&"))));
        }
        CompletableFuture<HttpResponse<InputStream>> answer = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (Progress.Registration registration = progress.onCancel(() -> answer.cancel(true))) {
            HttpResponse<InputStream> response = answer.join();
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(LARGEST + 1);
                progress.check();
                return data(response.statusCode(), bytes);
            }
        } catch (CompletionException failed) {
            throw problem(failed.getCause());
        } catch (IOException failed) {
            throw problem(failed);
        } catch (CancellationException stopped) {
            progress.check();
            throw stopped;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Object data(int status, byte[] body) throws ProblemException {
        if (status == 401 || status == 403) {
            throw problem("denied", Integer.toString(status));
        }
        if (body.length > LARGEST) {
            throw problem("huge", Integer.toString(LARGEST >> 20));
        }
        Object whole;
        try (JsonParser parser = JSON.createParser(body)) {
            whole = parser.nextToken() == null ? null : value(parser);
        } catch (IOException noJson) {
            whole = null;
        }
        if (!(whole instanceof Map<?, ?> map) || !map.containsKey("status")) {
            throw problem("other", Integer.toString(status));
        }
        if (!"success".equals(map.get("status"))) {
            String error = String.valueOf(map.get("error"));
            throw problem(status == 503 ? "busy" : "refused", error.length() > LONGEST_SHOWN ? error.substring(0, LONGEST_SHOWN) + "…" : error);
        }
        return map.get("data");
    }

    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> map = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                map.put(name, value(parser));
            }
            return map;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        if (parser.currentToken() == null) {
            throw new IOException("the answer ends too early");
        }
        return parser.getText();
    }

    private ProblemException problem(Throwable failed) {
        String said = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
        return switch (failed) {
            // These two come without a message.
            case ConnectException e when isUnresolved(e) -> problem("unreachable", TEXT.text("prometheus.host.unknown"));
            case ConnectException e when e.getMessage() == null -> problem("unreachable", TEXT.text("prometheus.nobody"));
            case HttpTimeoutException e -> problem("slow", Long.toString(PATIENCE.toSeconds()));
            case SSLException e -> problem("tls", said);
            default -> problem("unreachable", said);
        };
    }

    private static boolean isUnresolved(Throwable failed) {
        return failed != null && (failed instanceof UnresolvedAddressException || isUnresolved(failed.getCause()));
    }

    private ProblemException problem(String key, String argument) {
        return new ProblemException(new Problem(TEXT.text("prometheus." + key, argument), url.toString(), TEXT.text("prometheus." + key + ".cure")));
    }

    /** Wipes what the caller gave. */
    static void wipe(char[] secret) {
        if (secret != null) {
            Arrays.fill(secret, '\0');
        }
    }
}
