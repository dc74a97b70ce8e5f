package org.bancada.rollout.internal;

import java.net.InetAddress;

/** The tracker as the servlet sees it; see {@link Tracker#answer}. */
public interface AnnounceService {

    byte[] answer(String token, String query, InetAddress remote, InetAddress local);
}
