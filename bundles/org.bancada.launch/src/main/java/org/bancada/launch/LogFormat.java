package org.bancada.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.LogManager;

/** What java.util.logging prints, to standard error: one line an event; for a single command only what went wrong, the HTTP server's own
 * steps never. Made when the first event comes. */
public final class LogFormat {
    private static final String LEVEL = "org.bancada.launch.level";

    /** Called by java.util.logging when it comes up. */
    public LogFormat() throws IOException {
        String settings = """
                handlers = java.util.logging.ConsoleHandler
                .level = %s
                java.util.logging.ConsoleHandler.level = ALL
                org.eclipse.jetty.level = WARNING
                org.eclipse.jetty.ee10.servlet.ServletContextHandler.level = SEVERE
                org.apache.felix.http.level = WARNING
                java.util.logging.SimpleFormatter.format = %%1$tF %%1$tT %%4$s %%3$s: %%5$s%%6$s%%n
                """.formatted(System.getProperty(LEVEL, "WARNING"));
        LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Leaves what a person has configured on the Java command line as it is. */
    static void use(List<String> command) {
        if (System.getProperty("java.util.logging.config.file") == null && System.getProperty("java.util.logging.config.class") == null) {
            System.setProperty("java.util.logging.config.class", LogFormat.class.getName());
            System.setProperty(LEVEL, command.contains("station") ? "INFO" : "WARNING");
        }
    }
}
