package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.remote.HostKeys;
import org.bancada.remote.Remote;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows which host key is pinned for a node and which one it presents. Fails when they differ. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=hostkey show")
public final class HostKeyShowVerb implements Verb {
    @Parameters(paramLabel = "NODE", descriptionKey = "name")
    private String name;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        Node node = invocation.node(name);
        HostKeys.Status status = invocation.engines().get(Remote.class).hostKeys().check(node);
        if (json.wanted()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("node", node.name());
            document.put("state", Words.word(status.state()));
            document.put("pinned", document(status.pinned()));
            document.put("shown", document(status.shown()));
            new Json(invocation.terminal().out()).print(document);
        } else {
            Table table = new Table(node.name(), Words.text(invocation, "hostkey." + Words.word(status.state())));
            table.row(Words.text(invocation, "hostkey.pinned.key"), text(status.pinned()));
            table.row(Words.text(invocation, "hostkey.shown.key"), text(status.shown()));
            invocation.terminal().out().print(table);
        }
        return status.state() == HostKeys.State.CHANGED ? FAILED : DONE;
    }

    static String text(HostKeys.Key key) {
        return key == null ? "-" : key.type() + " " + key.fingerprint();
    }

    private static Map<String, Object> document(HostKeys.Key key) {
        if (key == null) {
            return null;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", key.type());
        document.put("fingerprint", key.fingerprint());
        return document;
    }
}
