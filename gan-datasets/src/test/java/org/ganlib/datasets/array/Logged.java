package org.ganlib.datasets.array;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Collects log messages. */
public final class Logged {
    /** An action that may fail as files do. */
    public interface Action {
        /** Runs it. */
        void run() throws IOException;
    }

    private Logged() {}

    /** The log messages of the library during an action, one per line. */
    public static String during(Action action) throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger("org.ganlib");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
        try {
            action.run();
        } finally {
            logger.detachAppender(appender);
        }
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
    }
}
