package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.ganlib.run.ExperimentSource;
import org.junit.jupiter.api.Test;

final class ListCommandTest {
    @Test
    void linesFitAPage() {
        List<String> lines = Command.run("list").outLines();
        assertThat(lines).hasSizeGreaterThan(90).allMatch(line -> line.codePointCount(0, line.length()) <= 100);
    }

    /** Scripts read the first word of an indented line. */
    @Test
    void everyIndentedLineStartsWithANameAtTheThirdColumn() throws IOException {
        JsonNode all = new ObjectMapper().readTree(Command.run("list", "--json").out());
        List<String> names = Command.run("list").outLines().stream()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.substring(2).split(" ", 2)[0])
                .toList();
        List<String> expected = new ArrayList<>();
        all.forEach(
                kind -> kind.forEach(entry -> expected.add(entry.path("name").asText())));
        assertThat(names).isEqualTo(expected);
    }

    @Test
    void eachKindHasAHeadingThatSaysWhereItsNamesAreUsed() {
        assertThat(Command.run("list").outLines())
                .contains("experiment  (gan train NAME)")
                .contains("divergence  (in an experiment, divergence: NAME)")
                .contains("extractor  (gan evaluate RUN --extractor NAME)")
                .anyMatch(line -> line.startsWith("metric  (gan evaluate RUN --metric NAME"));
    }

    @Test
    void experimentsHaveTheSummariesOfTheirFiles() throws IOException {
        String summary = ExperimentSource.find("ring-8").summary();
        assertThat(Command.run("list", "experiment").outLines())
                .anyMatch(line -> line.matches("  ring-8 +" + Pattern.quote(summary)));
        JsonNode json = new ObjectMapper()
                .readTree(Command.run("list", "experiment", "--json").out());
        assertThat(json.path("experiment").findValuesAsText("summary")).contains(summary);
    }

    /** The tests of this module have no library of libtorch on their class path. */
    @Test
    void anEngineWithoutItsLibrarySaysSoAndHowToGetIt() throws IOException {
        assertThat(Command.run("list", "engine").outLines())
                .anyMatch(line -> line.matches("  torch +missing: .* --with torch fetches it\\."))
                .noneMatch(line -> line.matches("  (dl4j|onednn) +missing.*"));
        JsonNode engines = new ObjectMapper()
                .readTree(Command.run("list", "engine", "--json").out())
                .path("engine");
        assertThat(engines.findValuesAsText("missing"))
                .singleElement()
                .asString()
                .contains("gan --with torch-cuda");
    }

    /** Scripts drop the heading and read names. */
    @Test
    void aListOfOneKindIsAHeadingAndNames() {
        List<String> lines = Command.run("list", "experiment").outLines();
        assertThat(lines).hasSize(1 + ExperimentSource.builtIn().size());
        assertThat(lines.stream().skip(1).map(line -> line.strip().split(" ", 2)[0]))
                .containsExactlyElementsOf(ExperimentSource.builtIn());
    }
}
