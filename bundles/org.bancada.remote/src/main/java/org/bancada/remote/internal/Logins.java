package org.bancada.remote.internal;

import java.util.regex.Pattern;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.store.Settings;

/** As whom to log in: the node's own word (fact {@code ssh.user}, where sshd runs without root), else the setting, else root. */
final class Logins {
    static final String SETTING = "ssh.user";
    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_.-]{0,31}");
    private final Settings settings;

    Logins(Settings settings) {
        this.settings = settings;
    }

    String user(Node node) throws ProblemException {
        String own = node.facts().text(SETTING).orElse("");
        if (USER.matcher(own).matches()) {
            return own;
        }
        String set = settings.get(SETTING, "root");
        return USER.matcher(set).matches() ? set : "root";
    }
}
