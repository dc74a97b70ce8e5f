package org.bancada.log.elastic.internal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.message.BasicHeader;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.log.ClusterAddress;
import org.elasticsearch.client.RestClient;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.json.SimpleJsonpMapper;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import co.elastic.clients.transport.rest_client.RestClientTransport;

/** The connection with an Elasticsearch: opened at its first use, made ready once, and again when the index was lost. */
final class Cluster implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int OLDEST = 8;

    private final ClusterAddress address;
    private final char[] secret;
    private final int answerMillis;
    private ElasticsearchAsyncClient client;
    private volatile boolean ready;
    private boolean closed;

    /** @param answerMillis how long an answer may take */
    Cluster(ClusterAddress address, char[] secret, int answerMillis) {
        this.address = address;
        this.secret = secret.clone();
        this.answerMillis = answerMillis;
    }

    ClusterAddress address() {
        return address;
    }

    String index() {
        return address.index();
    }

    /**
     * Asks, and ends the question on the server too when the progress is cancelled.
     *
     * @throws ElasticsearchException when it says no
     * @throws IOException when it does not answer
     */
    <T> T ask(Function<ElasticsearchAsyncClient, CompletableFuture<T>> question, Progress progress) throws IOException {
        progress.check();
        CompletableFuture<T> answer = question.apply(client());
        try (Progress.Registration cancel = progress.onCancel(() -> answer.cancel(true))) {
            return answer.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ElasticsearchException refused) {
                throw refused;
            }
            throw failed.getCause() instanceof IOException io ? io : new IOException(failed.getCause());
        } catch (InterruptedException asked) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private synchronized ElasticsearchAsyncClient client() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        if (client == null) {
            // The client looks for its JSON reader with the loader of the thread.
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(Cluster.class.getClassLoader());
            try {
                client = new ElasticsearchAsyncClient(new RestClientTransport(rest(), new SimpleJsonpMapper(), null, NoopInstrumentation.INSTANCE));
            } catch (GeneralSecurityException noTls) {
                throw new IOException(noTls);
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
        }
        return client;
    }

    private RestClient rest() throws GeneralSecurityException {
        SSLContext trust = address.fingerprint().isEmpty() ? SSLContext.getDefault() : PinnedTrust.context(address.fingerprint());
        var builder = RestClient.builder(new HttpHost(address.url().getHost(), address.port(), address.url().getScheme()));
        if (!address.url().getPath().isEmpty()) {
            builder.setPathPrefix(address.url().getPath());
        }
        return builder.setDefaultHeaders(authorization()).setRequestConfigCallback(config -> config.setConnectTimeout(CONNECT_MILLIS)
                .setSocketTimeout(answerMillis)).setHttpClientConfigCallback(http -> http.setSSLContext(trust)
                        .setDefaultIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
                        .setThreadFactory(Thread.ofPlatform().daemon().name("elasticsearch-", 0).factory())).build();
    }

    private Header[] authorization() {
        if (secret.length == 0) {
            return new Header[0];
        }
        String given = new String(secret);
        String value = address.user().isEmpty() ? "ApiKey " + given
                : "Basic " + Base64.getEncoder().encodeToString((address.user() + ":" + given).getBytes(StandardCharsets.UTF_8));
        return new Header[] {new BasicHeader("Authorization", value)};
    }

    /** Makes sure that the server is one that we know and that the index is there. */
    void ready(Progress progress) throws IOException, ProblemException {
        if (!ready) {
            version(progress);
            if (!isIndexThere(progress)) {
                create(progress);
            }
            ready = true;
        }
    }

    /** To be called when the index was not found: it is made anew before the next question. */
    void lost() {
        ready = false;
    }

    /** @return the server's version; empty when it does not say it to this user */
    String version(Progress progress) throws IOException, ProblemException {
        String version;
        try {
            version = ask(ElasticsearchAsyncClient::info, progress).version().number();
        } catch (ElasticsearchException silent) {
            if (silent.status() != 403 && silent.status() != 405) {
                throw silent;
            }
            return "";
        }
        int dot = version.indexOf('.');
        if (dot > 0 && version.substring(0, dot).matches("\\d{1,6}") && Integer.parseInt(version.substring(0, dot)) < OLDEST) {
            throw Failures.old(address, version);
        }
        return version;
    }

    /** @throws ProblemException when something else has this name */
    boolean isIndexThere(Progress progress) throws IOException, ProblemException {
        try {
            var found = ask(client -> client.indices().getMapping(m -> m.index(address.index())), progress).result();
            if (!found.values().stream().allMatch(index -> index.mappings().meta().containsKey("bancada"))) {
                throw Failures.foreign(address);
            }
            return !found.isEmpty();
        } catch (ElasticsearchException refused) {
            if (refused.status() == 404) {
                return false;
            }
            throw refused;
        }
    }

    private void create(Progress progress) throws IOException {
        try {
            ask(client -> client.indices().create(c -> c.index(address.index() + "-000001").withJson(new StringReader(EventDocument.INDEX))
                    .aliases(address.index(), a -> a.isWriteIndex(true))), progress);
        } catch (ElasticsearchException refused) {
            // Somebody else may have been faster.
            if (!"resource_already_exists_exception".equals(refused.error().type())) {
                throw refused;
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        java.util.Arrays.fill(secret, '\0');
        if (client != null) {
            try {
                client._transport().close();
            } catch (IOException failed) {
                System.getLogger(Cluster.class.getName()).log(System.Logger.Level.DEBUG, "the connection was not closed well", failed);
            }
        }
    }
}
