package org.bancada.ui.log;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.query.QuerySyntax;
import org.bancada.ui.fleet.NodesHandler;
import org.eclipse.ui.IWorkbenchWindow;

/** Shows what the chosen nodes wrote into the logs. */
public final class ShowLogsHandler extends NodesHandler {
    /** Parameter: a query, to look for that and not for everything that the nodes wrote. */
    public static final String QUERY = "org.bancada.ui.log.node.query";
    /** Where shippers put the node's name; see {@link org.bancada.log.Event#nodeField}. */
    private static final List<String> FIELDS = List.of("host", "host.name", "hostname", "node");
    /** More would be more conditions than a query may have. */
    private static final int MOST = 50;

    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes, Map<?, ?> parameters) {
        if (parameters.get(QUERY) instanceof String query) {
            DiscoverView.look(window, query, null, null);
        } else {
            act(window, nodes);
        }
    }

    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) {
        DiscoverView.look(window, query(nodes.stream().map(Node::name).toList()), null, null);
    }

    static String query(List<String> names) {
        String any = names.stream().limit(MOST).map(QuerySyntax::quote).collect(Collectors.joining(" or "));
        return FIELDS.stream().map(field -> field + ": (" + any + ")").collect(Collectors.joining(" or "));
    }
}
