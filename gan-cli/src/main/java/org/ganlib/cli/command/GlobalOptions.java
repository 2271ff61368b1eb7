package org.ganlib.cli.command;

import picocli.CommandLine.Option;

/** Options every command has. */
public final class GlobalOptions {
    private static boolean debug;

    /** Whether stack traces are wanted. */
    public static boolean debug() {
        return debug;
    }

    @Option(names = "--debug", description = "Show stack traces.")
    void setDebug(boolean wanted) {
        debug = wanted;
    }
}
