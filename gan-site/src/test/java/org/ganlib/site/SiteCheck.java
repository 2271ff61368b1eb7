package org.ganlib.site;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Finds the faults in the HTML of a site that a reader would notice. */
final class SiteCheck {
    /**
     * Markdown or HTML that is shown as text by mistake: a link, a row of a table, a listing, a
     * tag, or a gap of the template.
     */
    private static final Pattern LEFT_OVER =
            Pattern.compile("]\\(|\\|\\s*:?---|```|<!--|</?[a-z]\\w*[ />]|\\{\\{|\\*\\*\\w");

    private static final Set<String> LISTINGS = Set.of("code", "pre");
    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");

    private final Path site;
    private final Map<Path, Document> pages = new TreeMap<>();
    private final Map<Path, Set<String>> anchors = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private SiteCheck(Path site) {
        this.site = site;
    }

    /** The problems of a site, each with the name of its page. */
    static List<String> problems(Path site) throws IOException {
        SiteCheck check = new SiteCheck(site);
        check.readPages();
        check.pages.forEach(check::checkPage);
        check.checkReachable();
        return check.problems;
    }

    private void readPages() throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                Path page = site.relativize(file);
                try {
                    pages.put(page, parse(Files.readString(file)));
                    anchors.put(page, new HashSet<>());
                } catch (SAXException e) {
                    problems.add(page + ": is not well-formed: " + e.getMessage());
                }
            }
        }
        pages.forEach((page, document) -> elements(document).forEach(element -> {
            if (element.hasAttribute("id") && !anchors.get(page).add(element.getAttribute("id"))) {
                problems.add(page + ": two elements have the id " + element.getAttribute("id"));
            }
        }));
    }

    private void checkPage(Path page, Document document) {
        Map<String, Integer> count = new TreeMap<>();
        for (Element element : elements(document)) {
            count.merge(element.getTagName(), 1, Integer::sum);
            for (String attribute : List.of("href", "src")) {
                if (element.hasAttribute(attribute)) {
                    checkLink(page, element.getAttribute(attribute));
                }
            }
            if (element.getTagName().equals("img")
                    && element.getAttribute("alt").isBlank()) {
                problems.add(page + ": the picture " + element.getAttribute("src") + " has no text in its place");
            }
            if (element.getTagName().equals("title")
                    && element.getTextContent().strip().startsWith("·")) {
                problems.add(page + ": has no title");
            }
        }
        if (count.getOrDefault("h1", 0) != 1 || count.getOrDefault("title", 0) != 1) {
            problems.add(page + ": must have one h1 and one title");
        }
        if (count.containsKey("script")) {
            problems.add(page + ": has a script");
        }
        checkText(page, document.getDocumentElement());
    }

    private void checkLink(Path page, String link) {
        if (isToAnotherHost(link)) {
            return;
        }
        Path target = target(page, link);
        if (target == null || !Files.isRegularFile(site.resolve(target))) {
            problems.add(page + ": " + link + " leads nowhere");
        } else if (link.contains("#")
                && anchors.containsKey(target)
                && !anchors.get(target).contains(URI.create(link).getFragment())) {
            problems.add(page + ": " + link + " leads to no heading");
        }
    }

    private void checkText(Path page, Node node) {
        if (LISTINGS.contains(node.getNodeName())) {
            return;
        }
        if (node.getNodeType() == Node.TEXT_NODE) {
            Matcher found = LEFT_OVER.matcher(node.getTextContent());
            if (found.find()) {
                problems.add(page + ": shows " + found.group() + " in "
                        + node.getTextContent().strip());
            }
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            checkText(page, child);
        }
    }

    private void checkReachable() {
        Set<Path> reached = new HashSet<>();
        Deque<Path> next = new ArrayDeque<>(List.of(Path.of("index.html")));
        while (!next.isEmpty()) {
            Path page = next.pop();
            if (pages.containsKey(page) && reached.add(page)) {
                elements(pages.get(page)).stream()
                        .filter(element -> element.getTagName().equals("a"))
                        .map(element -> element.getAttribute("href"))
                        .filter(link -> !isToAnotherHost(link))
                        .map(link -> target(page, link))
                        .filter(target -> target != null)
                        .forEach(next::push);
            }
        }
        pages.keySet().stream()
                .filter(page -> !reached.contains(page))
                .forEach(page -> problems.add(page + ": no link leads here from the first page"));
    }

    private static boolean isToAnotherHost(String link) {
        try {
            URI uri = new URI(link);
            return uri.isAbsolute() && SCHEMES.contains(uri.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The file of the site that a link leads to, or null if the link cannot lead to one. */
    private Path target(Path page, String link) {
        try {
            URI uri = new URI(link);
            if (link.isEmpty()
                    || uri.isAbsolute()
                    || uri.getRawAuthority() != null
                    || uri.getPath().startsWith("/")) {
                return null;
            }
            Path target = uri.getPath().isEmpty()
                    ? page
                    : page.resolveSibling(uri.getPath()).normalize();
            return target.startsWith("..") ? null : target;
        } catch (URISyntaxException | InvalidPathException e) {
            return null;
        }
    }

    private static List<Element> elements(Document document) {
        NodeList found = document.getElementsByTagName("*");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Document parse(String html) throws IOException, SAXException {
        try {
            DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            parser.setErrorHandler(new Strict());
            return parser.parse(new InputSource(new StringReader(html)));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's parser is missing", e);
        }
    }

    /** Throws every problem. The JDK's own handler would also print it to the error stream. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) throws SAXException {
            throw warning;
        }

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
