package org.ganlib.torch;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The packages and the classes of this engine depend on each other in one direction only. */
final class PackagesTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.ganlib.torch");

    /** The packages from the top down: each depends on later ones alone. */
    private static final List<String> DOWNWARDS =
            List.of("org.ganlib.torch", "org.ganlib.torch.layer", "org.ganlib.torch.device");

    @Test
    void everyPackageIsListed() {
        assertThat(ENGINE.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(DOWNWARDS);
    }

    @TestFactory
    List<DynamicTest> packagesDependOnLowerOnesAlone() {
        return IntStream.range(1, DOWNWARDS.size())
                .mapToObj(i -> DynamicTest.dynamicTest(DOWNWARDS.get(i), () -> noClasses()
                        .that()
                        .resideInAPackage(DOWNWARDS.get(i))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(DOWNWARDS.subList(0, i).toArray(String[]::new))
                        .check(ENGINE)))
                .toList();
    }

    /**
     * A nested class counts as part of the top-level class that it is written in, and a pass as part
     * of its network, because the two know each other.
     */
    @Test
    void classesHaveNoCycles() {
        slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles().check(ENGINE);
    }

    private static final class TopLevelClasses implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (!type.getPackageName().startsWith("org.ganlib.torch")) {
                return SliceIdentifier.ignore();
            }
            JavaClass outer = type;
            while (outer.getEnclosingClass().isPresent()) {
                outer = outer.getEnclosingClass().orElseThrow();
            }
            return SliceIdentifier.of(
                    outer.isEquivalentTo(TorchPass.class) ? TorchNetwork.class.getName() : outer.getName());
        }

        @Override
        public String getDescription() {
            return "the top-level classes of the engine";
        }
    }
}
