package org.ganlib.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * One page of Markdown, and its HTML. HTML in the Markdown is shown as text, so that it cannot
 * break the rest of the site's page. Comments are left out.
 */
final class MarkdownPage {
    private static final List<TablesExtension> EXTENSIONS = List.of((TablesExtension) TablesExtension.create());
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern HARMLESS_TAG = Pattern.compile("</?(sup|sub|kbd)>");
    private static final Pattern NOT_OF_ANCHORS = Pattern.compile("[^\\w -]", Pattern.UNICODE_CHARACTER_CLASS);

    private final Node document;
    private final Map<Heading, String> anchors = new LinkedHashMap<>();

    /** Reads a page and maps the destinations of its links and pictures by {@code destination}. */
    MarkdownPage(String markdown, UnaryOperator<String> destination) {
        document = Parser.builder().extensions(EXTENSIONS).build().parse(markdown);
        Map<String, Integer> seen = new HashMap<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                anchors.put(heading, anchor(text(heading), seen));
                visitChildren(heading);
            }

            @Override
            public void visit(Link link) {
                link.setDestination(destination.apply(link.getDestination()));
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                image.setDestination(destination.apply(image.getDestination()));
                visitChildren(image);
            }
        });
    }

    /** A heading or a link: its text without markup, and its anchor or destination. */
    record Entry(String text, String destination) {}

    /** A list of links, with the heading above it. */
    record Section(String title, boolean ordered, List<Entry> entries) {}

    /** The text of the first heading. */
    String title() {
        return anchors.keySet().stream().findFirst().map(MarkdownPage::text).orElse("");
    }

    /** The headings of the second level. */
    List<Entry> headings() {
        return anchors.keySet().stream()
                .filter(heading -> heading.getLevel() == 2)
                .map(heading -> new Entry(text(heading), "#" + anchors.get(heading)))
                .toList();
    }

    /** The lists below headings of the second level, with the first link of each item. */
    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        String title = "";
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading && heading.getLevel() == 2) {
                title = text(heading);
            } else if (block instanceof ListBlock list) {
                List<Entry> entries = new ArrayList<>();
                list.accept(new AbstractVisitor() {
                    @Override
                    public void visit(ListItem item) {
                        firstLink(item).ifPresent(entries::add);
                    }
                });
                sections.add(new Section(title, list instanceof OrderedList, List.copyOf(entries)));
            }
        }
        return sections;
    }

    /** The page as HTML that is also well-formed XML. */
    String html() {
        String html = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .percentEncodeUrls(true)
                .attributeProviderFactory(context -> this::addAttributes)
                .nodeRendererFactory(EmbeddedHtml::new)
                .build()
                .render(document);
        // All other text is escaped, so only tags of tables match.
        return html.replace("<table>", "<div class=\"wide\"><table>").replace("</table>", "</table></div>");
    }

    private void addAttributes(Node node, String tag, Map<String, String> attributes) {
        attributes.remove("rel"); // Search engines may follow these links.
        if (node instanceof Heading) {
            attributes.put("id", anchors.get(node));
        } else if (node instanceof TableCell cell && cell.getAlignment() != null) {
            attributes.remove("align");
            attributes.put("class", cell.getAlignment().name().toLowerCase(Locale.ROOT));
        }
    }

    /** The anchor that GitHub gives a heading; a repeated heading gets a number. */
    private static String anchor(String heading, Map<String, Integer> seen) {
        String anchor = NOT_OF_ANCHORS
                .matcher(heading.strip().toLowerCase(Locale.ROOT))
                .replaceAll("")
                .replace(' ', '-');
        int before = seen.merge(anchor, 1, Integer::sum) - 1;
        return before == 0 ? anchor : anchor + "-" + before;
    }

    private static Optional<Entry> firstLink(Node node) {
        List<Entry> links = new ArrayList<>();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(new Entry(text(link), link.getDestination()));
            }
        });
        return links.stream().findFirst();
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak end) {
                text.append(' ');
            }
        });
        return text.toString();
    }

    /**
     * Renders HTML that a page contains. Comments are left out, {@code sup}, {@code sub} and {@code
     * kbd} stay tags, and everything else is shown as text.
     */
    private record EmbeddedHtml(HtmlNodeRendererContext context) implements NodeRenderer {
        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(HtmlInline.class, HtmlBlock.class);
        }

        @Override
        public void render(Node node) {
            boolean block = node instanceof HtmlBlock;
            String html = block ? ((HtmlBlock) node).getLiteral() : ((HtmlInline) node).getLiteral();
            String shown = COMMENT.matcher(html).replaceAll("");
            if (!block && HARMLESS_TAG.matcher(shown).matches()) {
                context.getWriter().raw(shown);
            } else if (block && !shown.isBlank()) {
                context.getWriter().tag("p");
                context.getWriter().text(shown);
                context.getWriter().tag("/p");
            } else {
                context.getWriter().text(shown);
            }
        }
    }
}
