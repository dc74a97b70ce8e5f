package org.bancada.fleet;

import java.net.InetAddress;

import org.bancada.core.ProblemException;

/** Takes reports in; the collector calls it, so does anything that has a report in hand. */
public interface ReportInbox {

    /**
     * Parses and stores one report. When this returns, the report survives a crash.
     *
     * @param uuid the {@code Uuid:} header as sent
     * @param source the address that the report came from; becomes the node's address
     * @param body the request's body, at most as long as the collector allows
     * @throws ProblemException when it is no report (no section header, bad UUID), or the UUID is in use at another live address
     */
    void accept(String uuid, InetAddress source, byte[] body) throws ProblemException;
}
