package org.bancada.collector.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** {@code GET /}: says who listens here, so that a person or a check can tell. The version is that of the Elasticsearch
 * whose bulk protocol is spoken; shippers ask for it. */
final class NameServlet extends HttpServlet {
    static final String ANSWER = "{\"name\":\"bancada\",\"takes\":[\"/report\",\"/_bulk\"],\"cluster_name\":\"bancada\","
            + "\"version\":{\"number\":\"8.19.4\",\"build_flavor\":\"default\"},\"tagline\":\"You Know, for Search\"}\n";
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
        response.setHeader("X-elastic-product", "Elasticsearch");
        response.setContentType("application/json");
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }
}
