package org.ganlib.cli.command;

import java.util.concurrent.Callable;
import org.ganlib.cli.completion.CompletionScript;
import org.ganlib.cli.option.PluginPath;
import org.ganlib.cli.shell.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code gan completion SHELL}, which prints a script that completes arguments. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script by which a shell completes commands, options, experiments, plugins and keys.",
            "It knows the plugins that are installed now: make it anew after installing others."
        },
        footer = {
            "",
            "bash: gan completion bash > ~/.local/share/bash-completion/completions/gan",
            "      or, without the package bash-completion, in ~/.bashrc: source FILE",
            "zsh:  gan completion zsh > FOLDER/_gan   for a FOLDER in $fpath, before compinit"
        })
public final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private String shell;

    @Override
    public Integer call() {
        if (!CompletionScript.SHELLS.contains(shell)) {
            throw new ParameterException(spec.commandLine(), "SHELL: must be bash or zsh, was '" + shell + "'.");
        }
        spec.commandLine()
                .getOut()
                .print(CompletionScript.of(
                        shell,
                        spec.parent().commandLine(),
                        PluginPath.workspace().plugins(),
                        Reproductions.all().stream().map(r -> r.id()).toList()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
