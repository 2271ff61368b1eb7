package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of results is what the kept reports make, and README counts its rows. */
final class ResultsTest {
    private static final Path ROOT = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."));
    private static final Pattern JUDGED = Pattern.compile("Of (\\d+) rows that are judged, (\\d+)\\s+pass");

    @Test
    void thePageIsMadeOfTheReports() throws IOException {
        Command command =
                Command.run("reproduce", "--page", ROOT.resolve("docs/results").toString());
        assertThat(command.exitCode()).as(command.err()).isZero();
        assertThat(Files.readString(ROOT.resolve("docs/results.md")))
                .as("gan reproduce --page docs/results > docs/results.md")
                .isEqualTo(command.out());
    }

    @Test
    void readmeCountsTheRows() throws IOException {
        Matcher counts = JUDGED.matcher(Files.readString(ROOT.resolve("docs/results.md")));
        assertThat(counts.find()).isTrue();
        assertThat(Files.readString(ROOT.resolve("README.md")).replaceAll("\\s+", " "))
                .contains(counts.group(2) + " of " + counts.group(1) + " judged rows pass");
    }
}
