package org.bancada.app.internal;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;

/** Brings the warnings and errors of the engines, which know only the JDK's logger, into the Error Log view instead of the terminal. */
final class LogBridge extends Handler {
    private static final String OURS = "org.bancada";
    private final ILog log = Platform.getLog(LogBridge.class);
    private final SimpleFormatter formatter = new SimpleFormatter();
    /** Kept here: the JDK holds loggers weakly and would forget the handler. */
    private final Logger source = Logger.getLogger(OURS);

    private LogBridge() {
        setLevel(Level.WARNING);
    }

    static LogBridge install() {
        LogBridge bridge = new LogBridge();
        bridge.source.addHandler(bridge);
        bridge.source.setUseParentHandlers(false);
        return bridge;
    }

    void remove() {
        source.removeHandler(this);
        source.setUseParentHandlers(true);
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            int severity = record.getLevel().intValue() >= Level.SEVERE.intValue() ? IStatus.ERROR : IStatus.WARNING;
            log.log(new Status(severity, record.getLoggerName(), formatter.formatMessage(record), record.getThrown()));
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
