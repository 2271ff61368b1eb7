package org.ganlib.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands that pages show, in one folder and in the order of the pages, and compares what
 * they print. Every build does so for the README and the tutorial, with few steps in each training.
 * {@code scripts/check-docs} runs the commands of all pages as they are written.
 */
final class PageCommandsTest {
    private static final boolean FULL = "full".equals(System.getProperty("gan.docs"));

    /** The pages in the order in which a reader goes through them. */
    private static final List<String> PATH = List.of("README.md", "docs/tutorial/", "docs/how-to/", "docs/", "");

    /** A line that runs {@code gan} with a verb and arguments. */
    private static final Pattern COMMAND = Pattern.compile(
            "\\s*(\\$ )?(\\./)?gan (config|data|describe|divergence|doctor|evaluate|export|finetune|interpolate|list|loss|plugin"
                    + "|probe|report|reproduce|resume|runs|sample|train)\\b.*");

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> pagesShowWhatCommandsDo() throws IOException {
        writeLauncher();
        List<DynamicTest> tests = new ArrayList<>();
        List<Path> pages = new ArrayList<>(Pages.all());
        for (String place : FULL ? PATH : PATH.subList(0, 2)) {
            for (Path page : List.copyOf(pages)) {
                String name = Pages.root().relativize(page).toString();
                if (name.startsWith(place)) {
                    pages.remove(page);
                    for (PageCommand command : PageCommand.of(Files.readAllLines(page))) {
                        if (command.reasonNotToRun().isEmpty()) {
                            tests.add(DynamicTest.dynamicTest(
                                    name + ":" + command.line() + " " + command.text(), () -> check(command)));
                        }
                    }
                }
            }
        }
        return tests.stream();
    }

    /** A command in another listing, or in an indented block, would never be run. */
    @Test
    void everyCommandStandsInAListingOfCommands() throws IOException {
        List<String> elsewhere = new ArrayList<>();
        for (Path page : Pages.all()) {
            List<String> lines = Files.readAllLines(page);
            String listing = "";
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.startsWith("```")) {
                    listing = listing.isEmpty() ? line : "";
                } else if (!listing.equals("```console")
                        && (!listing.isEmpty() || line.startsWith("    "))
                        && COMMAND.matcher(line).lookingAt()) {
                    elsewhere.add(Pages.root().relativize(page) + ":" + (i + 1) + ": " + line.strip());
                }
            }
        }
        assertThat(elsewhere)
                .as("put these into listings of the language console")
                .isEmpty();
    }

    @Test
    void readsCommandsTheirOutputAndWhatIsSpecialAboutThem() {
        List<PageCommand> commands = PageCommand.of(List.of(
                "text",
                "<!-- check-docs: train.steps=5 -->",
                "```console",
                "$ gan train mnist \\",
                "    --out a",
                "first",
                "…",
                "$ gan list",
                "```",
                "```console",
                "$ ls",
                "```"));
        assertThat(commands).extracting(PageCommand::line).containsExactly(4, 8, 11);
        PageCommand train = commands.get(0);
        assertThat(train.script(true)).isEqualTo("gan train mnist \\\n    --out a train.steps=5");
        assertThat(train.script(false)).isEqualTo("gan train mnist \\\n    --out a");
        assertThat(commands.get(1).script(true)).isEqualTo("gan list");
        assertThat(commands.get(2).shorter()).isEmpty();
    }

    @Test
    void comparesOutputExceptWhereAnEllipsisStands() {
        PageCommand command = PageCommand.of(List.of("```console", "$ x", "a … c", "…", "d", "```"))
                .get(0);
        assertThat(command.prints("a b c\nd\n", false)).isTrue();
        assertThat(command.prints("a b c\n1\n2\nd\n", false)).isTrue();
        assertThat(command.prints("a b\nd\n", false)).isFalse();
        assertThat(command.prints("a b c\nd\ne\n", false)).isFalse();
    }

    @Test
    void aListingWithoutACommandIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageCommand.of(List.of("```console", "gan list", "```")))
                .withMessageContaining("line 2");
    }

    private static void check(PageCommand command) throws IOException, InterruptedException {
        Path out = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command.script(!FULL))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("PATH", folder + File.pathSeparator + System.getenv("PATH"));
        builder.environment().remove("GAN_PLUGINS");
        int exitCode = builder.start().waitFor();
        String printed = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(exitCode).as(printed).isEqualTo(command.exitCode());
        assertThat(command.prints(printed, !FULL))
                .as("the page shows%n%s%nand the command prints%n%s", String.join("\n", command.output()), printed)
                .isTrue();
    }

    /** A command {@code gan} of the classes under test, which pages also call {@code ./gan}. */
    private static void writeLauncher() throws IOException {
        Path launcher = Files.createFile(
                folder.resolve("gan"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(launcher, """
                #!/bin/sh
                exec "%s" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true \\
                  -Dorg.nd4j.log.initialization=false -cp "%s" org.ganlib.cli.Gan "$@"
                """.formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path")));
    }
}
