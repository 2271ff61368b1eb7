package org.ganlib.cli.shell;

import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.DataException;
import org.ganlib.problem.PluginException;
import org.ganlib.problem.TrainingDivergedException;

/** The exit codes of the command, and their meaning. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** Something failed. */
    public static final int FAILURE = 1;
    /** Wrong usage, configuration or plugins. */
    public static final int USAGE = 2;
    /** Data is missing or damaged. */
    public static final int DATA = 3;
    /** Training diverged. */
    public static final int DIVERGED = 4;
    /** Stopped by the user, everything saved. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** The code for a failure. */
    public static int of(Throwable failure) {
        if (failure instanceof ConfigurationException || failure instanceof PluginException) {
            return USAGE;
        }
        if (failure instanceof DataException) {
            return DATA;
        }
        return failure instanceof TrainingDivergedException ? DIVERGED : FAILURE;
    }
}
