package org.ganlib.cli.command;

import org.ganlib.cli.manual.ManualPage;
import org.ganlib.run.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gan manual}: the distribution's manual page, from the help of all commands. */
@Command(
        name = "manual",
        mixinStandardHelpOptions = true,
        description = "Prints the manual page in roff; gan manual | man -l - shows it.")
public final class ManualCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(ManualPage.of(spec.root().commandLine(), "ganlib " + Versions.ganlib()));
        spec.commandLine().getOut().flush();
    }
}
