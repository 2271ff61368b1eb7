package org.ganlib.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check finds every kind of fault in a site that is sound otherwise. */
final class SiteCheckTest {
    @TempDir
    private Path site;

    @BeforeEach
    void writeASoundSite() throws IOException {
        write("index.html", "<a href=\"docs/b.html#two\">b</a> <a href=\"https://example.org/x\">x</a>");
        write("docs/b.html", "<h2 id=\"two\">2</h2><img src=\"img/a%20b.png\" alt=\"a\" /><code>](</code>");
        Files.createDirectories(site.resolve("docs/img"));
        Files.write(site.resolve("docs/img/a b.png"), new byte[1]);
    }

    @Test
    void aSoundSiteHasNoProblem() throws IOException {
        assertThat(SiteCheck.problems(site)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "<a href=\"c.html\">c</a> -> c.html leads nowhere",
                "<a href=\"img\">a folder</a> -> img leads nowhere",
                "<a href=\"\">empty</a> -> leads nowhere",
                "<a href=\"../../index.html\">outside</a> -> ../../index.html leads nowhere",
                "<a href=\"/docs/b.html\">from the root</a> -> /docs/b.html leads nowhere",
                "<a href=\"//example.org/\">without a scheme</a> -> //example.org/ leads nowhere",
                "<a href=\"javascript:alert(1)\">script</a> -> javascript:alert(1) leads nowhere",
                "<a href=\"a b.html\">no address</a> -> a b.html leads nowhere",
                "<img src=\"img/c.png\" alt=\"c\" /> -> img/c.png leads nowhere",
                "<link href=\"c.css\" /> -> c.css leads nowhere",
                "<a href=\"#three\">3</a> -> #three leads to no heading",
                "<a href=\"../index.html#two\">2</a> -> ../index.html#two leads to no heading",
                "<h2 id=\"two\">2</h2> -> two elements have the id two",
                "<img src=\"img/a%20b.png\" alt=\" \" /> -> has no text in its place",
                "<h1>Another</h1> -> must have one h1",
                "<script src=\"b.html\"></script> -> has a script",
                "<p>[c](c.html)</p> -> shows ](",
                "<p>| a | b | |---|---|</p> -> shows |---",
                "<p>```java</p> -> shows ```",
                "<p>&lt;!-- listing: a --></p> -> shows <!--",
                "<p>&lt;b&gt;bold&lt;/b&gt;</p> -> shows <b>",
                "<p>**bold**</p> -> shows **",
                "<p>{{title}}</p> -> shows {{",
            })
    void findsAFault(String body, String problem) throws IOException {
        write("docs/b.html", "<h2 id=\"two\">2</h2>" + body);
        assertThat(SiteCheck.problems(site))
                .singleElement()
                .asString()
                .startsWith("docs/b.html: ")
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource({"<p>a", "<p>a & b</p>", "<br>", "<b><i>a</b></i>", "<p class=a>b</p>"})
    void findsHtmlThatIsNotWellFormed(String body) throws IOException {
        write("docs/b.html", body);
        assertThat(SiteCheck.problems(site)).anyMatch(each -> each.startsWith("docs/b.html: is not well-formed"));
    }

    @Test
    void findsPagesThatNoLinkLeadsTo() throws IOException {
        write("docs/c.html", "<a href=\"b.html\">b</a>");
        assertThat(SiteCheck.problems(site)).containsExactly("docs/c.html: no link leads here from the first page");
    }

    @Test
    void aSiteWithoutAFirstPageIsNotReachable() throws IOException {
        Files.delete(site.resolve("index.html"));
        assertThat(SiteCheck.problems(site)).containsExactly("docs/b.html: no link leads here from the first page");
    }

    @Test
    void findsAPageWithoutATitle() throws IOException {
        Path page = site.resolve("index.html");
        Files.writeString(page, Files.readString(page).replace("Page ·", " ·"));
        assertThat(SiteCheck.problems(site)).containsExactly("index.html: has no title");
    }

    private void write(String page, String body) throws IOException {
        Path file = site.resolve(page);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "<!DOCTYPE html><html><head><title>Page · ganlib</title></head><body><h1>Page</h1>" + body
                        + "</body></html>");
    }
}
