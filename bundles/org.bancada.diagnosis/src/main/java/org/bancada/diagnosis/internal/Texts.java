package org.bancada.diagnosis.internal;

import org.bancada.core.Messages;
import org.bancada.core.Node;
import org.bancada.core.query.QuerySyntax;
import org.bancada.diagnosis.NextStep;

/** The texts of this package, and how its commands name a node. */
final class Texts {
    private static final Messages TEXT = Messages.beside(Texts.class);

    private Texts() {
    }

    static String text(String key, Object... arguments) {
        return TEXT.text(key, arguments);
    }

    /** A selector of exactly this node, quoted for a shell. */
    static String selector(Node node) {
        return quoted("uuid: " + node.uuid());
    }

    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** The command that shows the facts and changes of a node. */
    static String facts(Node node) {
        return "node " + node.uuid();
    }

    /** The command that shows the actions on a node. */
    static String actions(Node node) {
        return "audit " + quoted("node: " + QuerySyntax.quote(node.name()));
    }

    /** The command that shows logs of a node. */
    static String logs(Node node, String query) {
        return "logs search " + quoted(query(node, query));
    }

    /** A look into the logs of a node. */
    static NextStep look(String text, Node node, String query) {
        return new NextStep(text, logs(node, query), query(node, query));
    }

    private static String query(Node node, String query) {
        return "(" + query + ") and (" + NodeEvents.query(node) + ")";
    }
}
