package org.bancada.collector.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.bancada.core.ProblemException;
import org.bancada.fleet.ReportInbox;
import org.bancada.fleet.ReportInbox.Receipt;

/** {@code POST /report} as docs/node-contract.md says: 204, or a status and one line of text that say why not. */
final class ReportServlet extends HttpServlet {
    static final int MOST_BYTES = 1 << 20;
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(ReportServlet.class.getName());

    private final transient ReportInbox inbox;
    private final transient SecretLine secret;
    private final transient RefusalLog refusals;
    private final transient BodyReader bodies;

    /** @param deadline within which a body must be here */
    ReportServlet(ReportInbox inbox, SecretLine secret, RefusalLog refusals, int mostBytes, Duration deadline) {
        this.inbox = inbox;
        this.secret = secret;
        this.refusals = refusals;
        bodies = new BodyReader(mostBytes, deadline);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            refuse(request, response, 405, "only POST is known here");
            return;
        }
        try {
            if (!SecretGate.isPrivate(request)) {
                refuse(request, response, 403, SecretGate.WHY);
                return;
            }
            if (!secret.matches(request.getHeader("Auth"))) {
                refuse(request, response, 401, request.getHeader("Auth") == null ? "no Auth header" : "wrong secret");
                return;
            }
            byte[] body = bodies.read(request);
            Receipt receipt = inbox.accept(request.getHeader("Uuid"), InetAddress.getByName(request.getRemoteAddr()), body);
            switch (receipt.kind()) {
                case TAKEN -> response.setStatus(204);
                case MALFORMED -> refuse(request, response, 400, receipt.problem().line());
                case IN_USE -> refuse(request, response, 409, receipt.problem().line());
            }
        } catch (BodyReader.Refused refused) {
            refuse(request, response, refused.status(), refused.getMessage());
        } catch (ProblemException failed) {
            response.setHeader("Retry-After", "60");
            refuse(request, response, 503, failed.problem().line());
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, int status, String why) {
        refusals.refused(request.getRemoteAddr(), status, why);
        byte[] text = (why + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        // What is left of the body is not read: the connection is of no further use.
        response.setHeader("Connection", "close");
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(text.length);
        try {
            response.getOutputStream().write(text);
            response.flushBuffer();
        } catch (IOException gone) {
            // Who sent half a body has often hung up by now; the line in the log is all that is left to do.
            LOG.log(System.Logger.Level.DEBUG, "the client of a refused report has gone", gone);
        }
    }
}
