package org.bancada.log.elastic.internal;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.apache.http.ConnectionClosedException;
import org.apache.http.ProtocolException;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.log.ClusterAddress;
import org.bancada.log.StoreFullException;
import org.bancada.log.spi.Translation;
import org.elasticsearch.client.ResponseException;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.transport.TransportException;

/** Says for people what is wrong with an Elasticsearch, and the next step. */
final class Failures {
    private static final Messages TEXT = Messages.beside(Failures.class);
    private static final int LOOK_MILLIS = 5_000;

    private Failures() {
    }

    static ProblemException of(ClusterAddress at, Exception failed) {
        if (failed instanceof ElasticsearchException refused) {
            return refused(at, refused);
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            Problem known = known(at, cause);
            if (known != null) {
                return new ProblemException(known, failed);
            }
        }
        return new ProblemException(problem(at, "away", detail(failed)), failed);
    }

    private static Problem known(ClusterAddress at, Throwable failed) {
        return switch (failed) {
            case SSLPeerUnverifiedException otherName -> problem(at, "tls.name", detail(otherName));
            case SSLHandshakeException untrusted -> untrusted(at, untrusted);
            case SSLException noTls -> problem(at, "tls.none", detail(noTls));
            case UnknownHostException noName -> problem(at, "host", at.url().getHost());
            case ConnectException refused -> problem(at, "away", detail(refused));
            case NoRouteToHostException noWay -> problem(at, "away", detail(noWay));
            case SocketTimeoutException late -> problem(at, "late");
            case ConnectionClosedException closed -> at.encrypted() ? problem(at, "away", detail(closed)) : problem(at, "plain");
            case ProtocolException noHttp -> at.encrypted() ? problem(at, "foreign.server") : problem(at, "plain");
            case TransportException other when other.statusCode() == 401 -> problem(at, at.user().isEmpty() ? "key" : "password", at.user());
            case TransportException other when other.getMessage() != null && other.getMessage().contains("X-Elastic-Product") -> problem(at, "foreign.server");
            case ResponseException other -> problem(at, "answer", other.getResponse().getStatusLine().getStatusCode());
            case TransportException other when other.statusCode() >= 0 && other.response() != null -> problem(at, "answer", other.statusCode());
            default -> null;
        };
    }

    /** What a library says, to stand in the middle of a sentence. */
    private static String detail(Throwable failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage().replaceAll("[.?!]+$", "");
    }

    private static Problem untrusted(ClusterAddress at, SSLHandshakeException failed) {
        Optional<String> shown = PinnedTrust.shown(at.url().getHost(), at.port(), LOOK_MILLIS);
        if (shown.isEmpty()) {
            return problem(at, "tls.failed", detail(failed));
        }
        return problem(at, shown.get().equals(at.fingerprint()) ? "tls.failed" : at.fingerprint().isEmpty() ? "tls.unknown" : "tls.other",
                shown.get().equals(at.fingerprint()) ? detail(failed) : shown.get());
    }

    private static ProblemException refused(ClusterAddress at, ElasticsearchException refused) {
        ErrorCause error = refused.error();
        String type = String.valueOf(error.type());
        String reason = String.valueOf(error.reason());
        if (isFull(type, reason)) {
            return full(at, refused);
        }
        if (refused.status() == 401) {
            return new ProblemException(problem(at, at.user().isEmpty() ? "key" : "password", at.user()), refused);
        }
        if (refused.status() == 403) {
            return new ProblemException(problem(at, "forbidden", at.index(), reason), refused);
        }
        if (type.equals("media_type_header_exception")) {
            // Versions before 8 do not know the form of answers that the client asks for.
            return old(at, "7");
        }
        if (type.equals("index_not_found_exception")) {
            return missing(at, refused);
        }
        if (reason.contains("too_many_clauses") || reason.contains("too_many_nested_clauses") || isIn(error, "too_many_clauses")) {
            return conditions(at, refused);
        }
        if (refused.status() == 429 || refused.status() == 503) {
            return new ProblemException(problem(at, "busy", reason), refused);
        }
        return new ProblemException(problem(at, "refused", type + ": " + reason), refused);
    }

    private static boolean isIn(ErrorCause error, String type) {
        return error.rootCause().stream().anyMatch(root -> String.valueOf(root.type()).contains(type) || String.valueOf(root.reason()).contains(type));
    }

    static ProblemException conditions(ClusterAddress at, Throwable cause) {
        return new ProblemException(problem(at, "conditions", Translation.MOST_CONDITIONS), cause);
    }

    /** Whether Elasticsearch takes nothing since a disk is nearly full: it then blocks the index for writing. */
    static boolean isFull(String type, String reason) {
        return "cluster_block_exception".equals(type) && String.valueOf(reason).contains("read-only-allow-delete");
    }

    static ProblemException full(ClusterAddress at, Throwable cause) {
        return new ProblemException(problem(at, "full"), new StoreFullException(cause));
    }

    static ProblemException missing(ClusterAddress at, Throwable cause) {
        return new ProblemException(problem(at, "index", at.index()), cause);
    }

    static ProblemException old(ClusterAddress at, String version) {
        return new ProblemException(problem(at, "version", version));
    }

    static ProblemException foreign(ClusterAddress at) {
        return new ProblemException(problem(at, "foreign.index", at.index()));
    }

    private static Problem problem(ClusterAddress at, String text, Object... arguments) {
        return new Problem(TEXT.text(text, arguments), at.url().toString(), TEXT.text(text + ".cure", arguments));
    }
}
