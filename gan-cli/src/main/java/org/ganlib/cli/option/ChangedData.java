package org.ganlib.cli.option;

import org.ganlib.run.RunData;
import picocli.CommandLine.Option;

/** The option by which the user accepts data that differs from what a run was trained on. */
public final class ChangedData {
    public static final String OPTION = RunData.ACCEPT_OPTION;

    @Option(
            names = OPTION,
            description = "Go on although the data is not what the run was trained on, by its fingerprint or classes.")
    private boolean accepted;

    public boolean accepted() {
        return accepted;
    }
}
