package org.ganlib.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The poms have what Maven Central asks of them. */
final class PublishedPomsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Set<String> UNPUBLISHED = Set.of("examples", "gan-bench", "gan-distribution", "gan-site");

    @ParameterizedTest
    @ValueSource(strings = {"name", "description", "url", "licenses", "developers", "scm"})
    void theRootStates(String element) throws Exception {
        assertThat(child(pom(ROOT), element)).isNotNull();
    }

    @Test
    void theLicenceIsThatOfTheFile() throws Exception {
        Element license = child(child(pom(ROOT), "licenses"), "license");
        assertThat(child(license, "name").getTextContent()).isEqualTo("Apache-2.0");
        assertThat(ROOT.resolve("LICENSE")).content().contains("Apache License").contains("Version 2.0, January 2004");
    }

    @TestFactory
    List<DynamicTest> everyModuleIsPublishedWithNameAndDescriptionOrNotAtAll() throws Exception {
        List<String> modules = children(child(pom(ROOT), "modules")).stream()
                .map(Element::getTextContent)
                .toList();
        assertThat(modules).contains("gan-core", "gan-cli", "gan-bom").containsAll(UNPUBLISHED);
        return modules.stream()
                .map(module -> DynamicTest.dynamicTest(module, () -> {
                    Element pom = pom(ROOT.resolve(module));
                    Element properties = child(pom, "properties");
                    boolean skipped = properties != null
                            && child(properties, "maven.deploy.skip") != null
                            && child(properties, "maven.deploy.skip")
                                    .getTextContent()
                                    .equals("true");
                    assertThat(skipped).isEqualTo(UNPUBLISHED.contains(module));
                    assertThat(child(pom, "name")).isNotNull();
                    assertThat(child(pom, "description")).isNotNull();
                }))
                .toList();
    }

    /** The plugin that uploads to Maven Central has its own list of modules that it leaves out. */
    @Test
    void theUploadLeavesOutWhatIsNotPublished() throws Exception {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        for (String module : UNPUBLISHED) {
            Element artifact = child(pom(ROOT.resolve(module)), "artifactId");
            assertThat(pom).contains("<excludeArtifact>" + artifact.getTextContent() + "</excludeArtifact>");
        }
    }

    private static Element pom(Path module) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(module.resolve("pom.xml").toFile())
                .getDocumentElement();
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(each -> each.getTagName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static List<Element> children(Element parent) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .collect(Collectors.toList());
    }
}
