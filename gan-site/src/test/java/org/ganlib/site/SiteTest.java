package org.ganlib.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the site of this checkout has no faults, and that sites are built as intended. */
final class SiteTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String REPOSITORY = "https://example.org/project";

    @TempDir
    private Path folder;

    @Test
    void theSiteOfThisCheckoutHasNoDeadLinksAndNoMarkdown() throws IOException {
        new Site(ROOT, REPOSITORY).write(folder);
        assertThat(SiteCheck.problems(folder)).isEmpty();
    }

    @Test
    void thereIsAPageForEachOfTheDocumentationAndTheRoot() throws IOException {
        new Site(ROOT, REPOSITORY).write(folder);
        assertThat(folder)
                .isDirectoryRecursivelyContaining("glob:**/index.html")
                .isDirectoryRecursivelyContaining("glob:**/ARCHITECTURE.html")
                .isDirectoryRecursivelyContaining("glob:**/docs/index.html")
                .isDirectoryRecursivelyContaining("glob:**/docs/tutorial/1-first-run.html")
                .isDirectoryRecursivelyContaining("glob:**/docs/img/mnist.png")
                .isDirectoryRecursivelyContaining("glob:**/site.css");
    }

    @Test
    void everyPageShowsTheContentsAndMarksItself() throws IOException {
        new Site(checkout(), REPOSITORY).write(folder);
        assertThat(read("docs/how-to/a.html"))
                .contains("<title>A &lt; b &amp; &quot;c&quot; · ganlib</title>")
                .contains("href=\"../../site.css\"")
                .contains("<h2>First</h2>\n<ol>\n<li><a href=\"a.html\" aria-current=\"page\">To a</a>\n"
                        + "<ul>\n<li><a href=\"#below-it\">Below it</a></li>\n</ul>\n</li>\n</ol>")
                .contains("<h2>Second</h2>\n<ul>\n<li><a href=\"../../CHANGELOG.html\">Changes</a></li>\n"
                        + "<li><a href=\"https://example.org/b\">b</a></li>\n</ul>")
                .contains("href=\"" + REPOSITORY + "/blob/HEAD/docs/how-to/a.md\"");
        assertThat(read("index.html"))
                .contains("<a href=\"index.html\" aria-current=\"page\">ganlib</a>")
                .contains("<a href=\"docs/how-to/a.html\">To a</a>");
        assertThat(SiteCheck.problems(folder)).isEmpty();
    }

    @Test
    void linksLeadToPagesPicturesAndTheRepository() throws IOException {
        new Site(checkout(), REPOSITORY).write(folder);
        assertThat(read("docs/how-to/a.html"))
                .contains("<a href=\"../index.html#first\">page</a>")
                .contains("<a href=\"../index.html\">folder of a page</a>")
                .contains("<a href=\"" + REPOSITORY + "/blob/HEAD/pom.xml\">file</a>")
                .contains("<a href=\"" + REPOSITORY + "/tree/HEAD/docs/img\">folder</a>")
                .contains("<a href=\"#below-it\">here</a>")
                .contains("<img src=\"../img/p%20q.png\" alt=\"A &lt;picture&gt;\" />");
        assertThat(folder.resolve("docs/img/p q.png"))
                .hasSameBinaryContentAs(checkout().resolve("docs/img/p q.png"));
    }

    @Test
    void whatLeadsNowhereOrOutsideStaysAndIsFound() throws IOException {
        Path checkout = checkout();
        Files.writeString(folder.resolve("secret.png"), "secret");
        Files.writeString(
                checkout.resolve("README.md"),
                "# Top\n[a](docs/README.md) [gone](docs/gone.md) ![outside](../secret.png) [nul](%00) [bad](<a b>)\n");
        Path site = folder.resolve("site");
        new Site(checkout, REPOSITORY).write(site);
        assertThat(SiteCheck.problems(site))
                .containsExactly(
                        "index.html: docs/gone.md leads nowhere",
                        "index.html: ../secret.png leads nowhere",
                        "index.html: %00 leads nowhere",
                        "index.html: a%20b leads nowhere");
        assertThat(site.resolve("secret.png")).doesNotExist();
    }

    @Test
    void pagesLinkToTheJavadocIfThereIsSome() throws IOException {
        new Site(checkout(), REPOSITORY).write(folder);
        assertThat(read("docs/index.html")).doesNotContain("apidocs");
        Files.createDirectories(folder.resolve("apidocs"));
        Files.writeString(folder.resolve("apidocs/index.html"), "");
        new Site(checkout(), REPOSITORY).write(folder);
        assertThat(read("docs/index.html")).contains("<a href=\"../apidocs/index.html\">Java API</a>");
    }

    /** A checkout with one page of each kind, in a folder of its own. */
    private Path checkout() throws IOException {
        Path checkout = folder.resolveSibling(folder.getFileName() + "-checkout");
        Files.createDirectories(checkout.resolve("docs/how-to"));
        Files.createDirectories(checkout.resolve("docs/img"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.write(checkout.resolve("docs/img/p q.png"), new byte[] {1, 2});
        Files.writeString(checkout.resolve("README.md"), "# Top\n");
        Files.writeString(checkout.resolve("CHANGELOG.md"), "# Changes\n");
        Files.write(
                checkout.resolve("docs/README.md"),
                List.of(
                        "# Contents",
                        "## First",
                        "1. [To `a`](how-to/a.md): and see [top](../README.md)",
                        "## Second",
                        "- [Changes](../CHANGELOG.md)",
                        "- [b](https://example.org/b)"));
        Files.write(
                checkout.resolve("docs/how-to/a.md"),
                List.of(
                        "# A < b & \"c\"",
                        "[page](../README.md#first) [folder of a page](..) [file](../../pom.xml) [folder](../img)",
                        "[here](#below-it) ![A \\<picture>](../img/p%20q.png)",
                        "## Below it"));
        return checkout;
    }

    private String read(String page) throws IOException {
        return Files.readString(folder.resolve(page));
    }
}
