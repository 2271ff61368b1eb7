package org.ganlib.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ganlib.cli.option.ChangedData;
import org.ganlib.cli.option.DataDirectory;
import org.ganlib.cli.option.RunParameter;
import org.ganlib.cli.training.TrainingRun;
import org.ganlib.library.PreparedRun;
import org.ganlib.library.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan resume DIR [key=value…]}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Continues a run from its newest good checkpoint, as if it had never stopped.",
            "At the same thread count and on the same engine, parameters and metrics are the same to the bit."
        },
        footer = {"", "Example: gan resume runs/mnist-20260101-120000 train.steps=10000"})
public final class ResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Mixin
    private ChangedData changed;

    @Mixin
    private RunParameter run;

    @Parameters(
            index = "1..*",
            paramLabel = "key=value",
            description =
                    "Settings to go on with: train.steps and what is left behind, device, engine, threads; dataset.file and the"
                            + " like where the data lies elsewhere now.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Override
    public Integer call() {
        Workspace workspace = data.workspace();
        Workspace accepting = changed.accepted() ? workspace.acceptingChangedData() : workspace;
        TrainingRun training = new TrainingRun(
                workspace,
                workspace.recorded(run.path(), List.of()),
                quiet ? null : spec.commandLine().getErr());
        try (PreparedRun prepared =
                accepting.prepareToResume(run.path(), overrides, training.stop(), training.listeners())) {
            return training.train(prepared, spec.commandLine().getOut());
        }
    }
}
