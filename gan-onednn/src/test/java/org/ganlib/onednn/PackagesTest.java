package org.ganlib.onednn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The packages and the classes of this engine depend on each other in one direction only. */
final class PackagesTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.ganlib.onednn");

    /** The packages from the top down: each depends on packages in later rows alone. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("org.ganlib.onednn"),
            List.of("org.ganlib.onednn.compile"),
            List.of(
                    "org.ganlib.onednn.dense",
                    "org.ganlib.onednn.convolution",
                    "org.ganlib.onednn.winograd",
                    "org.ganlib.onednn.normalisation",
                    "org.ganlib.onednn.elementwise",
                    "org.ganlib.onednn.shape"),
            List.of("org.ganlib.onednn.activation"),
            List.of("org.ganlib.onednn.step"),
            List.of("org.ganlib.onednn.primitive"),
            List.of("org.ganlib.onednn.memory"));

    @Test
    void everyPackageHasALayer() {
        assertThat(ENGINE.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        LAYERS.stream().flatMap(List::stream).toList());
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.ganlib.onednn.(**)").should().beFreeOfCycles().check(ENGINE);
    }

    /** Classes of one layer do not know the other packages of that layer either. */
    @TestFactory
    List<DynamicTest> packagesDependOnLowerLayersAlone() {
        return LAYERS.stream()
                .flatMap(List::stream)
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String[] lower = LAYERS.stream()
                            .dropWhile(layer -> !layer.contains(name))
                            .skip(1)
                            .flatMap(List::stream)
                            .toArray(String[]::new);
                    String[] others = LAYERS.stream()
                            .flatMap(List::stream)
                            .filter(other ->
                                    !other.equals(name) && !List.of(lower).contains(other))
                            .toArray(String[]::new);
                    if (others.length > 0) {
                        noClasses()
                                .that()
                                .resideInAPackage(name)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(others)
                                .check(ENGINE);
                    }
                }))
                .toList();
    }

    /** A nested class counts as part of the top-level class that it is written in. */
    @Test
    void classesHaveNoCycles() {
        slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles().check(ENGINE);
    }

    private static final class TopLevelClasses implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (!type.getPackageName().startsWith("org.ganlib.onednn")) {
                return SliceIdentifier.ignore();
            }
            JavaClass outer = type;
            while (outer.getEnclosingClass().isPresent()) {
                outer = outer.getEnclosingClass().orElseThrow();
            }
            return SliceIdentifier.of(outer.getName());
        }

        @Override
        public String getDescription() {
            return "the top-level classes of the engine";
        }
    }
}
