package org.bancada.collector.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.bancada.core.ProblemException;
import org.bancada.log.LogStore;
import org.bancada.log.NewEvent;
import org.bancada.log.Outcome;
import org.bancada.log.StoreFullException;

/**
 * {@code /_bulk} and {@code /{index}/_bulk} as Elasticsearch's bulk API says, as far as Fluent Bit's es output and rsyslog's omelasticsearch
 * use it: actions {@code index} and {@code create}. An answer of 200 means that what it says was taken survives.
 */
final class BulkServlet extends HttpServlet {
    static final int MOST_BYTES = 64 << 20;
    private static final int MOST_BYTES_OF_ALL = 96 << 20;
    private static final int AT_ONCE = 4 << 20;
    private static final String USER = "bancada";
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(BulkServlet.class.getName());

    private final transient NameServlet name = new NameServlet();
    private final transient LogStore store;
    private final transient SecretLine secret;
    private final transient RefusalLog refusals;
    private final transient BodyReader bodies;
    private final transient BodyReader.Room room = new BodyReader.Room(MOST_BYTES_OF_ALL);
    private final transient InstantSource clock;

    /** @param deadline within which a body must be here */
    BulkServlet(LogStore store, SecretLine secret, RefusalLog refusals, int mostBytes, Duration deadline, InstantSource clock) {
        this.store = store;
        this.secret = secret;
        this.refusals = refusals;
        this.clock = clock;
        bodies = new BodyReader(mostBytes, deadline);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        String path = request.getRequestURI();
        if (path.equals("/") && (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))) {
            name.service(request, response);
            return;
        }
        try {
            if (!SecretGate.isPrivate(request)) {
                refuse(request, response, 403, "security_exception", SecretGate.WHY);
                return;
            }
            if (!allowed(request.getHeader("Authorization"))) {
                response.setHeader("WWW-Authenticate", "Basic realm=\"bancada\", charset=\"UTF-8\"");
                refuse(request, response, 401, "security_exception", "missing or wrong credentials");
                return;
            }
            if (path.startsWith("/_cat/health")) {
                answer(response, 200, "green\n");
                return;
            }
            if (!request.getMethod().equals("POST") && !request.getMethod().equals("PUT")) {
                response.setHeader("Allow", "POST,PUT");
                refuse(request, response, 405, "method_not_allowed", "only POST and PUT are known here");
                return;
            }
            String[] steps = path.substring(1).split("/");
            if (steps.length > 2 || !steps[steps.length - 1].equals("_bulk")) {
                refuse(request, response, 404, "resource_not_found_exception", "only _bulk is known here");
                return;
            }
            take(request, response, steps.length == 2 ? java.net.URLDecoder.decode(steps[0], StandardCharsets.UTF_8) : "");
        } catch (BodyReader.Refused refused) {
            refuse(request, response, refused.status(), switch (refused.status()) {
                case 413 -> "content_too_large_exception";
                case 429 -> "es_rejected_execution_exception";
                default -> "illegal_argument_exception";
            },
                    refused.getMessage());
        } catch (BulkBody.Malformed malformed) {
            refuse(request, response, 400, "illegal_argument_exception", malformed.getMessage());
        } catch (ProblemException failed) {
            boolean full = failed.getCause() instanceof StoreFullException;
            response.setHeader("Retry-After", "60");
            refuse(request, response, full ? 429 : 503, full ? "es_rejected_execution_exception" : "unavailable_shards_exception", failed.problem().line());
        }
    }

    private boolean allowed(String authorization) throws ProblemException {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            String given = new String(Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = given.indexOf(':');
            return colon >= 0 && given.substring(0, colon).equals(USER) && secret.matches(given.substring(colon + 1));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    private void take(HttpServletRequest request, HttpServletResponse response, String index)
            throws BodyReader.Refused, BulkBody.Malformed, ProblemException {
        long began = System.nanoTime();
        List<BulkBody.Item> items;
        List<Outcome> outcomes;
        try (BodyReader.Share share = room.share()) {
            items = BulkBody.parse(bodies.read(request, share), index);
            outcomes = add(items);
        }
        outcomes.stream().filter(o -> o.status() == 400).findFirst().ifPresent(bad -> refusals.refused(request.getRemoteAddr(), 400, bad.reason()));
        answer(response, 200, BulkAnswer.of(items, outcomes, (System.nanoTime() - began) / 1_000_000));
    }

    /** Some at a time: an event takes ten times its size while it is being added. */
    private List<Outcome> add(List<BulkBody.Item> items) throws ProblemException {
        List<Outcome> outcomes = new ArrayList<>(items.size());
        Instant now = clock.instant();
        int end;
        for (int begin = 0; begin < items.size(); begin = end) {
            List<NewEvent> events = new ArrayList<>();
            int bytes = 0;
            for (end = begin; end < items.size() && bytes < AT_ONCE; end++) {
                BulkBody.Item item = items.get(end);
                bytes += item.bytes();
                if (item.problem().isEmpty()) {
                    events.add(new NewEvent(item.id(), item.index(), item.action().equals("create"), item.source(), now));
                }
            }
            Iterator<Outcome> taken = store.add(events).iterator();
            for (BulkBody.Item item : items.subList(begin, end)) {
                outcomes.add(item.problem().isEmpty() ? taken.next()
                        : new Outcome(item.id() == null ? "" : item.id(), 400, "illegal_argument_exception", item.problem()));
            }
        }
        return outcomes;
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, int status, String type, String why) {
        refusals.refused(request.getRemoteAddr(), status, why);
        // What is left of the body is not read: the connection is of no further use.
        response.setHeader("Connection", "close");
        answer(response, status, BulkAnswer.error(status, type, why));
    }

    private static void answer(HttpServletResponse response, int status, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("X-elastic-product", "Elasticsearch");
        response.setContentType(text.startsWith("{") ? "application/json" : "text/plain");
        response.setContentLength(bytes.length);
        try {
            response.getOutputStream().write(bytes);
            response.flushBuffer();
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "the client of a bulk request has gone; it will send the same again", gone);
        }
    }
}
