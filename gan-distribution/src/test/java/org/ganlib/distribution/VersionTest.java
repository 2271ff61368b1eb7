package org.ganlib.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every file that names ganlib's version names the version of the root pom, which {@code
 * scripts/set-version} writes.
 */
final class VersionTest {
    /**
     * Matches the version in files other than the modules' poms. The one group that takes part in a
     * match is the version.
     */
    private static final Pattern NAMED = Pattern.compile("<ganlib\\.version>([^<]+)<|archetypeVersion=([\\w.-]+)"
            + "|org\\.ganlib:gan-[a-z0-9-]*:([0-9][\\w.-]*)|(?m)^version: (\\S+)$");

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void everyFileNamesTheVersionOfTheRoot() throws IOException {
        List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CITATION.cff")));
        for (Path folder : List.of(ROOT.resolve("docs"), ROOT.resolve("examples"))) {
            try (Stream<Path> inside = Files.walk(folder)) {
                inside.filter(Files::isRegularFile)
                        .filter(file -> !ROOT.relativize(file).toString().contains("target"))
                        .filter(file -> file.toString().matches(".*\\.(md|xml|properties)"))
                        .forEach(files::add);
            }
        }
        List<String> named = new ArrayList<>();
        for (Path file : files) {
            NAMED.matcher(Files.readString(file))
                    .results()
                    .map(found -> ROOT.relativize(file) + ": " + version(found))
                    .forEach(named::add);
        }
        assertThat(named)
                .contains(
                        "CITATION.cff: " + Unzipped.version(),
                        "examples/plugins/pom.xml: " + Unzipped.version(),
                        "examples/archetype/invoker.properties: " + Unzipped.version())
                .allSatisfy(each -> assertThat(each).endsWith(": " + Unzipped.version()));
    }

    private static String version(MatchResult found) {
        for (int i = 1; i <= found.groupCount(); i++) {
            if (found.group(i) != null) {
                return found.group(i);
            }
        }
        throw new IllegalStateException("each alternative has a group");
    }
}
