import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** Elasticsearch without its start script and its security: usage: java Server.java HOME DATA PORT [SETTING VALUE]... Ends when its input does. */
class Server {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Path data = Path.of(arguments[1]);
        Settings.Builder settings = Settings.builder().put("path.home", home.toString()).put("path.data", data.toString())
                .put("path.logs", data.resolve("logs").toString())
                .put("cluster.name", "test").put("node.name", "test").put("discovery.type", "single-node").put("http.port", arguments[2])
                .put("http.host", "127.0.0.1").put("transport.host", "127.0.0.1").put("transport.port", "0");
        for (int i = 3; i + 1 < arguments.length; i += 2) {
            settings.put(arguments[i], arguments[i + 1]);
        }
        Environment environment = new Environment(settings.build(), home.resolve("config"));
        LogConfigurator.setNodeName("test");
        LogConfigurator.configureWithoutConfig(settings.build());
        PluginsLoader plugins = PluginsLoader.createPluginsLoader(PluginsLoader.loadModulesBundles(environment.modulesDir(), false), Set.of(), Map.of());
        Node node = new Node(environment, plugins);
        node.start();
        System.out.println("started");
        System.in.readAllBytes();
        node.close();
        System.exit(0);
    }
}
