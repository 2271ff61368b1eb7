package org.ganlib.cli;

import org.bytedeco.javacpp.Pointer;
import org.ganlib.cli.command.ConfigCommand;
import org.ganlib.cli.command.DataCommand;
import org.ganlib.cli.command.DescribeCommand;
import org.ganlib.cli.command.DivergenceCommand;
import org.ganlib.cli.command.DoctorCommand;
import org.ganlib.cli.command.EvaluateCommand;
import org.ganlib.cli.command.ExitCode;
import org.ganlib.cli.command.ExportCommand;
import org.ganlib.cli.command.FinetuneCommand;
import org.ganlib.cli.command.InterpolateCommand;
import org.ganlib.cli.command.ListCommand;
import org.ganlib.cli.command.LossCommand;
import org.ganlib.cli.command.ProbeCommand;
import org.ganlib.cli.command.ReportCommand;
import org.ganlib.cli.command.ReproduceCommand;
import org.ganlib.cli.command.ResumeCommand;
import org.ganlib.cli.command.RunsCommand;
import org.ganlib.cli.command.SampleCommand;
import org.ganlib.cli.command.TrainCommand;
import org.ganlib.cli.command.Versions;
import org.ganlib.problem.GanException;
import org.ganlib.wiring.ArrayMemory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the {@code gan} command. */
@Command(
        name = "gan",
        description = "Trains, evaluates and reproduces generative adversarial networks.",
        mixinStandardHelpOptions = true,
        versionProvider = Gan.Version.class,
        subcommands = {
            TrainCommand.class,
            ResumeCommand.class,
            SampleCommand.class,
            InterpolateCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            ConfigCommand.class,
            EvaluateCommand.class,
            RunsCommand.class,
            ProbeCommand.class,
            FinetuneCommand.class,
            LossCommand.class,
            DivergenceCommand.class,
            ReproduceCommand.class,
            ListCommand.class,
            DescribeCommand.class,
            DataCommand.class,
            DoctorCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 ok, 1 failure, 2 usage or configuration, 3 data missing or damaged,",
            "            4 training diverged, 130 interrupted."
        })
public final class Gan {
    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces.")
    private boolean debug;

    /** Back to the first column and empties the line: a progress bar may stand in it. The bar draws itself again below. */
    private static final String EMPTIED_LINE = "\r\u001b[K";

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        // Read by logback.xml, and therefore before anything is logged.
        System.setProperty("gan.line-start", Boolean.getBoolean("gan.terminal") ? EMPTIED_LINE : "");
        // An interrupted process is on its way out already, with its signal's code; there this call changes nothing.
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, with failures turned into one readable message and an exit code. */
    static CommandLine commandLine() {
        return new CommandLine(new Gan())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Gan::executeWithinMemory)
                .setParameterExceptionHandler((failure, arguments) -> reportUsage(failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    }

    /** Tells of memory that ran out as of any other failure; the message says which memory it was. */
    private static int executeWithinMemory(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            throw new ExecutionException(
                    parsed.commandSpec().commandLine(),
                    "out of memory",
                    new GanException(
                            new MemoryAdvice(
                                            Runtime.getRuntime().maxMemory(),
                                            Pointer.maxBytes(),
                                            ArrayMemory.ofMachine())
                                    .after(String.valueOf(e.getMessage())),
                            e));
        }
    }

    /** One line about what is wrong, and where to read how it is done; the whole usage would bury it. */
    private static int reportUsage(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println(failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int report(Exception failure, CommandLine command) {
        boolean debug = ((Gan) command.getCommandSpec().root().userObject()).debug;
        if (failure instanceof GanException known) {
            command.getErr().println(known.getMessage());
        } else {
            command.getErr()
                    .println("internal error: " + failure + (debug ? "" : ". Run again with --debug for details"));
        }
        if (debug) {
            failure.printStackTrace(command.getErr());
        }
        return ExitCode.of(failure);
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ganlib " + Versions.ganlib()};
        }
    }
}
