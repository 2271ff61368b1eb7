package org.ganlib.site;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the static site of a checkout: HTML of its Markdown pages, and its pictures. */
public final class Site {
    private static final Pattern GAP = Pattern.compile("\\{\\{(\\w+)}}");
    private static final String NAME = "ganlib";
    private static final Path STYLE = Path.of("site.css");
    private static final Path JAVADOC = Path.of("apidocs", "index.html");

    private final Checkout checkout;
    private final String repository;
    private final List<MarkdownPage.Section> contents;

    /** Reads the table of contents of a checkout whose repository is hosted at this address. */
    Site(Path root, String repository) throws IOException {
        this.repository = repository;
        checkout = new Checkout(root, repository);
        contents = page(Checkout.CONTENTS).sections();
    }

    /**
     * Writes the site.
     *
     * @param arguments the folder of the checkout, the folder of the site, and the address of the
     *     repository. If the second holds Javadoc in apidocs, all pages link to it
     * @throws IOException if a page cannot be read, or the site cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path output = Path.of(arguments[1]);
        new Site(Path.of(arguments[0]), arguments[2]).write(output);
        System.out.println("The site begins at " + output.resolve("index.html").toAbsolutePath());
    }

    void write(Path output) throws IOException {
        for (Path page : checkout.pages()) {
            Path file = output.resolve(Checkout.place(page));
            Files.createDirectories(file.getParent());
            Files.writeString(file, html(page, Files.exists(output.resolve(JAVADOC))));
        }
        for (Path picture : checkout.pictures()) {
            Path file = output.resolve(picture);
            Files.createDirectories(file.getParent());
            Files.copy(checkout.absolute(picture), file, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(output.resolve(STYLE), resource("site.css"));
    }

    private MarkdownPage page(Path page) throws IOException {
        return new MarkdownPage(checkout.read(page), destination -> checkout.onSite(page, destination));
    }

    private String html(Path source, boolean javadoc) throws IOException {
        MarkdownPage page = page(source);
        Path place = Checkout.place(source);
        Map<String, String> values = Map.of(
                "title", escape(page.title().equals(NAME) ? NAME : page.title() + " · " + NAME),
                "style", escape(Checkout.relative(place, STYLE)),
                "top", top(place, javadoc),
                "contents", contents(place, page.headings()),
                "page", page.html(),
                "source", escape(checkout.hosted(source)));
        // All gaps are filled in one pass, so that text of a page that looks like a gap stays.
        return GAP.matcher(resource("page.html")).replaceAll(gap -> Matcher.quoteReplacement(values.get(gap.group(1))));
    }

    private String top(Path place, boolean javadoc) {
        StringBuilder html = new StringBuilder();
        html.append(link(place, Path.of("index.html"), NAME));
        html.append(link(place, Checkout.place(Checkout.CONTENTS), "Documentation"));
        if (javadoc) {
            html.append(link(place, JAVADOC, "Java API"));
        }
        html.append(link(place, Path.of("CHANGELOG.html"), "Changes"));
        html.append("<a href=\"" + escape(repository) + "\">Repository</a>");
        return html.toString();
    }

    /**
     * The table of contents as the page at {@code place} shows it, with the headings of this page
     * below its entry.
     */
    private String contents(Path place, List<MarkdownPage.Entry> headings) {
        StringBuilder html = new StringBuilder();
        Path folder = Checkout.place(Checkout.CONTENTS).getParent();
        for (MarkdownPage.Section section : contents) {
            String list = section.ordered() ? "ol" : "ul";
            html.append("<h2>" + escape(section.title()) + "</h2>\n<" + list + ">\n");
            for (MarkdownPage.Entry entry : section.entries()) {
                URI link = URI.create(entry.destination());
                if (link.isAbsolute()) {
                    html.append("<li><a href=\"" + escape(entry.destination()) + "\">" + escape(entry.text())
                            + "</a></li>\n");
                    continue;
                }
                Path target = folder.resolve(link.getPath()).normalize();
                html.append("<li>").append(link(place, target, entry.text()));
                if (target.equals(place) && !headings.isEmpty()) {
                    html.append("\n<ul>\n");
                    headings.forEach(heading -> html.append("<li><a href=\"" + escape(heading.destination()) + "\">"
                            + escape(heading.text()) + "</a></li>\n"));
                    html.append("</ul>\n");
                }
                html.append("</li>\n");
            }
            html.append("</" + list + ">\n");
        }
        return html.toString();
    }

    private static String link(Path place, Path target, String text) {
        String mark = target.equals(place) ? " aria-current=\"page\"" : "";
        return "<a href=\"" + escape(Checkout.relative(place, target)) + "\"" + mark + ">" + escape(text) + "</a>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Site.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
