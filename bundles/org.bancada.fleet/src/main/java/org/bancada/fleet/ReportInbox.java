package org.bancada.fleet;

import java.net.InetAddress;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/** Takes reports in; the collector calls it, so does anything that has a report in hand. */
public interface ReportInbox {

    /**
     * Parses and stores one report. When this returns, the report survives the death of the process.
     *
     * @param uuid the {@code Uuid:} header as sent, or null
     * @param source the address that the report came from; becomes the node's address
     * @param body the request's body, at most as long as the collector allows
     * @throws ProblemException when it could not be stored
     */
    Receipt accept(String uuid, InetAddress source, byte[] body) throws ProblemException;

    /** What became of a report; {@code problem} says for people why it was not taken and is null when it was. */
    record Receipt(Kind kind, Problem problem) {
        public static final Receipt TAKEN = new Receipt(Kind.TAKEN, null);

        /** MALFORMED: no section header, or no UUID. IN_USE: a node of that UUID lives at another address. */
        public enum Kind {
            TAKEN, MALFORMED, IN_USE
        }
    }
}
