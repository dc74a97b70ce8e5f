package org.bancada.app.internal;

import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;

/**
 * Brings what the engines log, who know only the JDK's logger, into the Error Log view instead of the terminal: warnings of ours,
 * errors of the libraries.
 */
final class LogBridge extends Handler {
    private static final String OURS = "org.bancada.";
    private final ILog log = Platform.getLog(LogBridge.class);
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Logger root = Logger.getLogger("");
    private final List<Handler> terminal = Arrays.asList(root.getHandlers());

    private LogBridge() {
        setLevel(Level.WARNING);
    }

    static LogBridge install() {
        LogBridge bridge = new LogBridge();
        bridge.terminal.forEach(bridge.root::removeHandler);
        bridge.root.addHandler(bridge);
        return bridge;
    }

    void remove() {
        root.removeHandler(this);
        terminal.forEach(root::addHandler);
    }

    @Override
    public void publish(LogRecord record) {
        boolean error = record.getLevel().intValue() >= Level.SEVERE.intValue();
        String name = String.valueOf(record.getLoggerName());
        if (isLoggable(record) && (error || name.startsWith(OURS))) {
            log.log(new Status(error ? IStatus.ERROR : IStatus.WARNING, name, formatter.formatMessage(record), record.getThrown()));
        }
    }

    @Override
    public void flush() {
        // The platform's log writes at once.
    }

    @Override
    public void close() {
        remove();
    }
}
