package org.ganlib.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links from page to page lead to a file that exists, and to a heading that exists in it. */
final class PageLinksTest {
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#+ +(.*?) *#*");

    static Stream<String> pages() throws IOException {
        return Pages.all().stream().map(page -> Pages.root().relativize(page).toString());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksOfAPageLeadSomewhere(String page) throws IOException {
        assertThat(deadLinks(Pages.root().resolve(page))).isEmpty();
    }

    @Test
    void everyPageOfTheDocumentationIsReachedFromItsFirstPage() throws IOException {
        Path docs = Pages.root().resolve("docs");
        Set<Path> reached = new HashSet<>();
        reach(docs.resolve("README.md"), reached);
        assertThat(Pages.all().stream().filter(page -> page.startsWith(docs))).isSubsetOf(reached);
    }

    @Test
    void findsMissingFilesAndMissingHeadings(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("a.md");
        Files.writeString(page, """
                # One `two`, three
                [here](#one-two-three) [there](b.md#four) [nowhere](c.md) [no heading](b.md#five)
                [outside](https://example.org/c.md)
                ```
                [not a link](d.md)
                ```
                """);
        Files.writeString(folder.resolve("b.md"), "## Four\n");
        assertThat(deadLinks(page)).containsExactly("c.md", "b.md#five");
    }

    private static void reach(Path page, Set<Path> reached) throws IOException {
        if (!reached.add(page)) {
            return;
        }
        for (String link : links(page)) {
            Path target = target(page, link);
            if (target.toString().endsWith(".md") && Files.exists(target)) {
                reach(target, reached);
            }
        }
    }

    private static List<String> deadLinks(Path page) throws IOException {
        List<String> dead = new ArrayList<>();
        for (String link : links(page)) {
            Path target = target(page, link);
            int hash = link.indexOf('#');
            if (!Files.exists(target)
                    || (hash >= 0
                            && target.toString().endsWith(".md")
                            && !anchors(target).contains(link.substring(hash + 1)))) {
                dead.add(link);
            }
        }
        return dead;
    }

    /** All links of a page except those to other sites. */
    private static List<String> links(Path page) throws IOException {
        List<String> links = new ArrayList<>();
        String withoutCode = String.join("\n", prose(page)).replaceAll("`[^`\n]*`", "");
        Matcher link = LINK.matcher(withoutCode);
        while (link.find()) {
            if (!link.group(1).matches("(https?|mailto):.*")) {
                links.add(link.group(1));
            }
        }
        return links;
    }

    private static Path target(Path page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        return file.isEmpty() ? page : page.resolveSibling(file).normalize();
    }

    /** The names under which GitHub links to the headings of a page. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : prose(page)) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = heading.group(1)
                        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\p{M}\\p{Pc} -]", "")
                        .replace(' ', '-');
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    /** The lines of a page that are not in a listing. */
    private static List<String> prose(Path page) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean listing = false;
        for (String line : Files.readAllLines(page)) {
            if (line.stripLeading().startsWith("```")) {
                listing = !listing;
            } else if (!listing) {
                lines.add(line);
            }
        }
        return lines;
    }
}
