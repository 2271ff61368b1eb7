package org.ganlib.cli;

import com.google.inject.ProvisionException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ganlib.cli.command.CompletionCommand;
import org.ganlib.cli.command.ConfigCommand;
import org.ganlib.cli.command.DataCommand;
import org.ganlib.cli.command.DescribeCommand;
import org.ganlib.cli.command.DivergenceCommand;
import org.ganlib.cli.command.DoctorCommand;
import org.ganlib.cli.command.EvaluateCommand;
import org.ganlib.cli.command.ExportCommand;
import org.ganlib.cli.command.FinetuneCommand;
import org.ganlib.cli.command.HelpCommand;
import org.ganlib.cli.command.InterpolateCommand;
import org.ganlib.cli.command.ListCommand;
import org.ganlib.cli.command.LossCommand;
import org.ganlib.cli.command.ManualCommand;
import org.ganlib.cli.command.PluginCommand;
import org.ganlib.cli.command.ProbeCommand;
import org.ganlib.cli.command.ReportCommand;
import org.ganlib.cli.command.ReproduceCommand;
import org.ganlib.cli.command.ResumeCommand;
import org.ganlib.cli.command.RunsCommand;
import org.ganlib.cli.command.SampleCommand;
import org.ganlib.cli.command.StrangersFailure;
import org.ganlib.cli.command.TrainCommand;
import org.ganlib.cli.command.UsageMessage;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.text.PlainText;
import org.ganlib.machine.NativeLibraries;
import org.ganlib.problem.GanException;
import org.ganlib.problem.MemoryShortage;
import org.ganlib.run.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
            PluginCommand.class,
            ProbeCommand.class,
            FinetuneCommand.class,
            LossCommand.class,
            DivergenceCommand.class,
            ReproduceCommand.class,
            ListCommand.class,
            DescribeCommand.class,
            DataCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            ManualCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 ok, 1 failure, 2 usage or configuration, 3 data missing or",
            "damaged, 4 training diverged, 129, 130 or 143 interrupted by SIGHUP, SIGINT or",
            "SIGTERM."
        })
public final class Gan implements Runnable {
    /** The width of help in columns. Every terminal has at least that many. */
    private static final int HELP_WIDTH = 80;

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces.")
    private boolean debug;

    /**
     * Moves the cursor to the first column and clears the line, which may hold a progress bar. The
     * bar draws itself again below.
     */
    private static final String EMPTIED_LINE = "\r\u001b[K";

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        // Read by logback.xml, and therefore before anything is logged.
        System.setProperty("gan.line-start", Boolean.getBoolean("gan.terminal") ? EMPTIED_LINE : "");
        StandardOutput output = StandardOutput.install();
        int code = SpellableArguments.refusal().map(Gan::refuse).orElseGet(() -> commandLine()
                .execute(Boolean.getBoolean("gan.with") ? afterWith(arguments) : arguments));
        // An interrupted process is on its way out already, with its signal's code; there this call
        // changes nothing.
        System.exit(output.finish(System.err, code));
    }

    /**
     * The arguments behind every {@code --with NAME} at the front. The launcher for Windows has
     * fetched those libraries, but cannot leave arguments out: the command interpreter gives them
     * one by one only without their equals signs. It sets the property {@code gan.with}.
     */
    static String[] afterWith(String[] arguments) {
        int from = 0;
        while (from < arguments.length) {
            if (arguments[from].startsWith("--with=")) {
                from++;
            } else if (arguments[from].equals("--with") && from + 1 < arguments.length) {
                from += 2;
            } else {
                break;
            }
        }
        return Arrays.copyOfRange(arguments, from, arguments.length);
    }

    private static int refuse(String message) {
        System.err.println(message);
        return ExitCode.USAGE;
    }

    /** Prints the help: gan without a command has nothing else to do. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The command line, with failures turned into one readable message and an exit code. */
    static CommandLine commandLine() {
        return new CommandLine(new Gan())
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Gan::path)
                .setExecutionStrategy(Gan::executeToTheEnd)
                .setParameterExceptionHandler(Gan::reportUsage)
                .setExecutionExceptionHandler(Gan::report);
    }

    /**
     * Converts an argument to a path. An empty argument is refused: Java would read it as the
     * current folder, but it usually comes from a script's variable that is not set.
     */
    private static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("must name a file or a folder, was empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("is no name of a file here: " + e.getReason());
        }
    }

    /**
     * Runs the command and reports an error of the virtual machine like any other failure. Such
     * errors are a lack of memory, a native library that does not load, or a stack overflow.
     */
    private static int executeToTheEnd(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (Error e) {
            throw new ExecutionException(
                    parsed.commandSpec().commandLine(), String.valueOf(e.getMessage()), explained(e));
        }
    }

    private static Exception explained(Error error) {
        if (error instanceof LinkageError unlinked) {
            return StrangersFailure.of(unlinked).orElseGet(() -> NativeLibraries.failure(unlinked));
        }
        return new IllegalStateException(error.toString(), error);
    }

    /**
     * Prints one line that says what is wrong and which help to read; the whole usage would hide
     * it.
     */
    private static int reportUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println(PlainText.message(UsageMessage.of(failure), List.of(arguments)));
        command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int report(Exception failure, CommandLine command, ParseResult parsed) {
        boolean debug = ((Gan) command.getCommandSpec().root().userObject()).debug;
        Throwable told = told(failure);
        String message = told instanceof GanException
                ? told.getMessage()
                : "internal error: " + firstLine(told) + (debug ? "" : ". Run again with --debug for details");
        command.getErr().println(PlainText.message(message, parsed.originalArgs()));
        if (debug) {
            failure.printStackTrace(command.getErr());
        }
        return ExitCode.of(told);
    }

    /**
     * The failure to report: the one that is meant for the user, without the exceptions wrapped
     * around it. Without such a failure, the given one is reported.
     */
    private static Throwable told(Exception failure) {
        Throwable inner = failure instanceof ProvisionException && failure.getCause() != null
                ? failure.getCause()
                : failure instanceof IllegalStateException && failure.getCause() instanceof Error
                        ? failure.getCause()
                        : failure;
        if (inner instanceof GanException) {
            return inner;
        }
        return MemoryShortage.in(inner)
                .<Throwable>map(shortage -> new GanException(
                        MemoryAdvice.ofProcess().after(String.valueOf(shortage.getMessage())), shortage))
                .or(() -> StrangersFailure.of(inner))
                .orElse(inner);
    }

    /**
     * The first line of a failure's text, because other libraries' messages may go on for pages.
     */
    private static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("").strip();
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ganlib " + Versions.ganlib()};
        }
    }
}
