package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ganlib.cli.summary.SyntheticRuns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code gan runs list} and {@code gan runs index} say of runs that were never trained. */
final class RunsListCommandTest {
    @TempDir
    private Path temporary;

    private String folder;

    @BeforeEach
    void makeRuns() throws IOException {
        folder = SyntheticRuns.make(temporary.resolve("runs"), 23).toString();
    }

    @Test
    void textAndJsonAreTheSameWithAnIndexAsWithout() {
        Command text = run("list", folder);
        Command json = run("list", folder, "--json");
        assertThat(text.exitCode()).isZero();
        assertThat(text.outLines().get(0))
                .contains("seed 0", "loss/critic 1.0000", "best frechet[pca] 100.5000 at 500");
        Command index = run("index", folder);
        assertThat(index.exitCode()).isZero();
        assertThat(index.outLines()).containsExactly(folder + "/.runs.sqlite: 23 runs, 23 of them read, 0 gone");
        assertThat(run("list", folder)).isEqualTo(text);
        assertThat(run("list", folder, "--json")).isEqualTo(json);
    }

    @Test
    void aRunIsListedThroughASymbolicLink() throws IOException {
        Path links = Files.createDirectories(temporary.resolve("links"));
        Path run = temporary.resolve("runs/group-0/run-0");
        Files.createSymbolicLink(links.resolve("mine"), run);
        Command command = run("list", links.toString());
        assertThat(command.exitCode()).isZero();
        assertThat(command.outLines())
                .singleElement()
                .asString()
                .startsWith(links.resolve("mine") + " ")
                .contains("seed 0", "best frechet[pca] 100.5000 at 500");
        assertThat(run("index", links.toString()).outLines())
                .containsExactly(links + "/.runs.sqlite: 1 runs, 1 of them read, 0 gone");
        assertThat(run("list", links.toString())).isEqualTo(command);
        assertThat(run("list", links.resolve("mine").toString()).outLines())
                .singleElement()
                .asString()
                .startsWith(links.resolve("mine") + " ");
    }

    @Test
    void conditionsAndOrderNameSettingsAndMetrics() throws IOException {
        Command command =
                run("list", folder, "--where", "seed=1", "--where", "loss/critic>=1.005", "--sort", "best", "--json");
        assertThat(command.exitCode()).as(command.err()).isZero();
        JsonNode runs = new ObjectMapper().readTree(command.out());
        // Of 6, 11, 16 and 21 the even ones have a best value; the others come last, by directory.
        assertThat(runs.findValuesAsText("directory"))
                .containsExactly(
                        folder + "/group-1/run-16",
                        folder + "/group-0/run-6",
                        folder + "/group-1/run-11",
                        folder + "/group-2/run-21");
        assertThat(run("list", folder, "--sort", "best", "--reverse").outLines().get(0))
                .contains("run-0 ");
        assertThat(run("list", folder, "--where", "seed=9").outLines())
                .containsExactly("no runs in " + folder + " of which that is true");
    }

    @Test
    void whatIsNoConditionIsRefusedInOneLine() {
        Command command = run("list", folder, "--where", "seed");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err())
                .contains("--where: must be like seed=1, status!=running or loss/critic<0.7, was 'seed'");
        assertThat(run("list", folder, "--reverse").err()).contains("--reverse: needs --sort");
        Command none = run("index", folder + "/none");
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.err()).contains("is no folder");
    }

    @Test
    void namesThatNoRunKnowsAreRefused() {
        for (String[] arguments : new String[][] {{"--sort", "sede"}, {"--where", "sede=1"}}) {
            Command command = run("list", folder, arguments[0], arguments[1]);
            assertThat(command.exitCode()).isEqualTo(2);
            assertThat(command.err())
                    .startsWith(arguments[0] + ": no run here knows 'sede'. Did you mean 'seed'? Names: ")
                    .contains("loss/critic");
        }
        assertThat(run("list", folder, "--sort", "loss/critic").exitCode()).isZero();
    }

    @Test
    void escapeCodesOfNamesAreNotPrinted() throws IOException {
        Path hostile = temporary.resolve("runs/\u001b[31mred\u009b2J");
        Files.move(temporary.resolve("runs/group-0/run-0"), hostile);
        Files.writeString(hostile.resolve("status.json"), "{\"status\": \"\\u001b]0;title\\u0007\"}");
        assertThat(run("list", folder).out())
                .contains("\\u001b[31mred\\u009b2J", "\\u001b]0;title\\u0007")
                .doesNotContain("\u001b", "\u009b", "\u0007");
        assertThat(run("list", folder, "--json").out()).doesNotContain("\u001b", "\u009b", "\u0007");
        assertThat(run("show", hostile.toString()).out()).doesNotContain("\u001b", "\u009b", "\u0007");
        assertThat(run("show", hostile + "x").err()).doesNotContain("\u001b", "\u009b");
    }

    @Test
    void anIndexThatCannotBeUsedIsToldInOneLine() throws IOException {
        Command without = run("list", folder);
        Files.writeString(Path.of(folder, ".runs.sqlite"), "spoilt");
        Command command = run("list", folder);
        assertThat(command.exitCode()).isZero();
        assertThat(command.out()).isEqualTo(without.out());
        assertThat(command.err().strip().lines())
                .singleElement()
                .asString()
                .contains(".runs.sqlite is damaged: ", "gan runs index " + folder + " makes it anew");
    }

    private static Command run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "runs";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Command.run(all);
    }
}
