package org.bancada.rollout.internal;

import java.io.IOException;
import java.net.InetAddress;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** {@code GET /announce/TOKEN}: the tracker behind whatever HTTP server the process has (OSGi HTTP whiteboard). */
@Component(service = Servlet.class, property = {"osgi.http.whiteboard.servlet.pattern=/announce/*",
        "osgi.http.whiteboard.servlet.name=bancada-tracker"})
public final class AnnounceServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient AnnounceService announces;

    @Activate
    public AnnounceServlet(@Reference AnnounceService announces) {
        this.announces = announces;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        byte[] body = announces.answer(path == null || path.isEmpty() ? "" : path.substring(1), request.getQueryString(),
                InetAddress.getByName(request.getRemoteAddr()), InetAddress.getByName(request.getLocalAddr()));
        response.setContentType("text/plain");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
