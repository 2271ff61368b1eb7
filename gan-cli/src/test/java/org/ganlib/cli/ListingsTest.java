package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The listings of the page for plugin authors are parts of files that the build compiles. A listing
 * follows a comment that says which part:
 *
 * <pre>{@code
 * <!-- listing: PATH -->                                   the whole file
 * <!-- listing: PATH from `TEXT` to `TEXT` -->             from the first line with the one text
 *                                                          to the next line with the other
 * <!-- listing: PATH from `TEXT` through `TEXT` -->        to the brace after that line which closes
 *                                                          at the indentation of the first line
 * }</pre>
 *
 * <p>{@code ./mvnw -pl gan-cli -am test -Dtest=ListingsTest -Dgan.listings=update
 * -Dsurefire.failIfNoSpecifiedTests=false} writes the listings anew.
 */
final class ListingsTest {
    private static final Path ROOT = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."));
    private static final Path PAGE = ROOT.resolve("docs/adding-a-plugin.md");
    private static final Pattern LISTING = Pattern.compile(
            "<!-- listing: (\\S+?)(?: from `(.+?)` (to|through) `(.+?)`)? -->\\n```(\\w*)\\n(.*?)```", Pattern.DOTALL);

    @Test
    void listingsAreWhatIsCompiled() throws IOException {
        String page = Files.readString(PAGE);
        Matcher listing = LISTING.matcher(page);
        StringBuilder fresh = new StringBuilder();
        int count = 0;
        while (listing.find()) {
            count++;
            String opening = page.substring(listing.start(), listing.start(6));
            String content =
                    part(listing.group(1), listing.group(2), "through".equals(listing.group(3)), listing.group(4));
            listing.appendReplacement(fresh, Matcher.quoteReplacement(opening + content + "```"));
        }
        listing.appendTail(fresh);
        if ("update".equals(System.getProperty("gan.listings"))) {
            Files.writeString(PAGE, fresh);
        }
        assertThat(count).isGreaterThanOrEqualTo(14);
        assertThat(Files.readString(PAGE)).as("run with -Dgan.listings=update").isEqualTo(fresh.toString());
    }

    @Test
    void everyBlockOfCodeIsAListing() throws IOException {
        String withoutListings = LISTING.matcher(Files.readString(PAGE)).replaceAll("");
        assertThat(withoutListings).doesNotContain("```java", "```xml", "```yaml");
    }

    /** The guide promises that a game of one's own is short. */
    @Test
    void aGameIsAtMostEightyLines() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("examples/plugins/src/main/java/com/example/gan/AcGanGame.java")))
                .hasSizeLessThanOrEqualTo(80);
    }

    private static String part(String path, String from, boolean through, String to) throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve(path));
        if (from == null) {
            return String.join("\n", lines) + "\n";
        }
        int first = indexOf(lines, 0, from, path);
        int last = indexOf(lines, first, to, path);
        if (through) {
            String opening = lines.get(first);
            last = indexOf(lines, last, opening.substring(0, opening.indexOf(opening.strip())) + "}", path);
        }
        return String.join("\n", lines.subList(first, last + 1)).stripIndent() + "\n";
    }

    private static int indexOf(List<String> lines, int start, String text, String path) {
        for (int i = start; i < lines.size(); i++) {
            String line = lines.get(i);
            // A brace that stands alone is told apart by its indentation.
            if (text.strip().equals("}") ? line.equals(text) : line.contains(text)) {
                return i;
            }
        }
        throw new AssertionError(path + " has no line with '" + text + "' from line " + (start + 1) + " on");
    }
}
