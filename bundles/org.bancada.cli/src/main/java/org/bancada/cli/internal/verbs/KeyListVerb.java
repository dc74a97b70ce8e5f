package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.image.Images;
import org.bancada.image.SigningKeys;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the release keys that nodes are to trust. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=key list")
public final class KeyListVerb implements Verb {
    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        List<SigningKeys.Key> keys = invocation.engines().get(Images.class).signingKeys().keys();
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(keys.stream().map(KeyListVerb::document).toList());
            return DONE;
        }
        Table table = new Table(Words.text(invocation, "column.key"), Words.text(invocation, "column.role"), Words.text(invocation, "column.file"));
        keys.forEach(key -> table.row(key.fingerprint(), Words.text(invocation, "key." + Words.word(key.role())), key.file().toString()));
        invocation.terminal().out().print(table);
        return DONE;
    }

    private static Map<String, Object> document(SigningKeys.Key key) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("fingerprint", key.fingerprint());
        document.put("role", Words.word(key.role()));
        document.put("file", key.file().toString());
        return document;
    }
}
