package org.ganlib.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class MarkdownPageTest {
    /**
     * The elements that the HTML in the test below may have, with the names of their attributes.
     */
    private static final Set<String> OWN_ELEMENTS = Set.of(
            "body",
            "p",
            "h1 id",
            "pre",
            "code",
            "code class",
            "div class",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "img alt src",
            "a href",
            "a href title");

    /** The right column has the anchors that GitHub gives these headings. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "First run; first-run",
                "What `gan reproduce` measures; what-gan-reproduce-measures",
                "`train.ema`, and why; trainema-and-why",
                "C++ & others: 2 of 3?; c--others-2-of-3",
                "Größe der Räume; größe-der-räume",
                "A_b-c — d; a_b-c--d",
                "f-GAN (2016) *later*; f-gan-2016-later",
                "See [there](b.md); see-there",
                "1.5 × 2; 15--2",
                "IT; it",
            })
    void headingsHaveGithubsAnchors(String heading, String anchor) {
        assertThat(html("## " + heading)).contains("<h2 id=\"" + anchor + "\">");
    }

    @Test
    void repeatedHeadingsAreNumbered() {
        assertThat(html("# Same\n## Same\n### Other\n## Same\n"))
                .contains("<h1 id=\"same\">", "<h2 id=\"same-1\">", "<h3 id=\"other\">", "<h2 id=\"same-2\">");
    }

    @Test
    void commentsDoNotShow() {
        assertThat(html("a <!-- b --> c\n\n<!-- check-docs: not run -->\n```console\n$ d\n```\n\n<!-- e\n\nf -->\n"))
                .isEqualTo("<p>a  c</p>\n<pre><code class=\"language-console\">$ d\n</code></pre>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "a <img src=x onerror=alert(1)> b",
                "<!-- a --><iframe src=\"b\"></iframe>",
                "</main></body>",
                "# </title><script>",
                "`</code><script>`",
                "```\n</pre><script>\n```",
                "```\"><script>\na\n```",
                "| </td><script> |\n|---|\n| <table> |",
                "![\"><script>](a.png)",
                "[a](<b\"><script>>)",
                "[a](b \"\\\"><script>\")",
            })
    void htmlCannotBreakOut(String markdown) throws Exception {
        assertThat(elements(html(markdown))).isSubsetOf(OWN_ELEMENTS);
    }

    @Test
    void tagsWithAttributesAreShown() {
        assertThat(html("<sup onclick=\"a\">b")).isEqualTo("<p>&lt;sup onclick=&quot;a&quot;&gt;b</p>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a](javascript:alert)", "![a](javascript:alert)", "[a](vbscript:b)", "[a](<file:///etc>)"})
    void addressesThatAreNotOfTheWebAreRemoved(String markdown) {
        assertThat(html(markdown)).containsAnyOf("href=\"\"", "src=\"\"");
    }

    @Test
    void tablesCanScrollAndAlignNumbers() {
        assertThat(html("| a | b |\n|---|---:|\n| 1 | 2 |\n"))
                .startsWith("<div class=\"wide\"><table>")
                .contains("<td class=\"right\">2</td>")
                .endsWith("</table></div>\n");
    }

    @Test
    void textIsRaisedAndLowered() {
        assertThat(html("2<sup>3</sup> H<sub>2</sub>O <kbd>q</kbd>"))
                .isEqualTo("<p>2<sup>3</sup> H<sub>2</sub>O <kbd>q</kbd></p>\n");
    }

    /** The elements of well-formed HTML, each with the names of its attributes. */
    private static Set<String> elements(String html) throws Exception {
        NodeList found = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader("<body>" + html + "</body>")))
                .getElementsByTagName("*");
        Set<String> elements = new TreeSet<>();
        for (int i = 0; i < found.getLength(); i++) {
            NamedNodeMap attributes = found.item(i).getAttributes();
            StringBuilder element = new StringBuilder(found.item(i).getNodeName());
            for (int j = 0; j < attributes.getLength(); j++) {
                element.append(' ').append(attributes.item(j).getNodeName());
            }
            elements.add(element.toString());
        }
        return elements;
    }

    private static String html(String markdown) {
        return new MarkdownPage(markdown, UnaryOperator.identity()).html();
    }
}
