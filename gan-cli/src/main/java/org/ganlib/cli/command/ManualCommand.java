package org.ganlib.cli.command;

import org.ganlib.cli.manual.ManualPage;
import org.ganlib.run.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code gan manual}, which prints the manual page, made of all commands' help. */
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
