package org.ganlib.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.summary.RunFolder;
import org.ganlib.cli.text.PlainText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan runs index [FOLDER]}. */
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        description = {
            "Makes or refreshes an index of the runs in a folder: an SQLite file, FOLDER/.runs.sqlite, with a table of runs.",
            "Where there is one, `gan runs list` reads only runs that changed and keeps it up to date. Deleting it loses nothing."
        },
        footer = {
            "",
            "Example: gan runs index runs && sqlite3 runs/.runs.sqlite 'SELECT path, best_value FROM runs ORDER BY best_value'"
        })
public final class RunsIndexCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Where runs lie. Default: runs.")
    private Path folder = Path.of("runs");

    @Override
    public Integer call() {
        RunFolder.Indexing done = new RunFolder(folder).index();
        spec.commandLine()
                .getOut()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %d runs, %d of them read, %d gone",
                        PlainText.line(done.file()),
                        done.runs(),
                        done.read(),
                        done.gone()));
        return ExitCode.OK;
    }
}
