package org.bancada.remote.internal;

import java.util.Base64;

import org.bancada.remote.HostKeys.Key;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;

/** Judges the key that one node shows on one connection, and remembers it. Nothing is ever added by itself. */
final class PinCheck implements HostKeyRepository {
    private final Key pinned;
    private volatile Key shown;

    /** @param pinned the only key to accept; null accepts none */
    PinCheck(Key pinned) {
        this.pinned = pinned;
    }

    /** What the node showed; null when it came to no such thing. */
    Key shown() {
        return shown;
    }

    @Override
    public int check(String host, byte[] key) {
        shown = KeyLine.ofBlob(key).orElse(null);
        if (pinned == null) {
            return NOT_INCLUDED;
        }
        return pinned.equals(shown) ? OK : CHANGED;
    }

    @Override
    public HostKey[] getHostKey(String host, String type) {
        if (pinned == null || type != null && !type.equals(pinned.type())) {
            return new HostKey[0];
        }
        try {
            return new HostKey[] {new HostKey(host, Base64.getDecoder().decode(pinned.base64()))};
        } catch (JSchException unknownType) {
            return new HostKey[0];
        }
    }

    @Override
    public HostKey[] getHostKey() {
        return getHostKey("", null);
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "pins";
    }

    @Override
    public void add(HostKey key, UserInfo user) {
        throw new UnsupportedOperationException("keys are pinned by people");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("keys are forgotten by people");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        remove(host, type);
    }
}
