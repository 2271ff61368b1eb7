package com.example.gan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The plugins use the public classes of gan-core, and nothing else of ganlib. */
final class PublicClassesTest {
    private static final JavaClasses PLUGINS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("com.example.gan");

    @Test
    void onlyPackagesOfTheCoreAreUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.ganlib..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                "org.ganlib.spi",
                                "org.ganlib.game",
                                "org.ganlib.network",
                                "org.ganlib.tensor",
                                "org.ganlib.plugin",
                                "org.ganlib.problem",
                                "org.ganlib.random"))))
                .check(PLUGINS);
    }

    @Test
    void onlyPublicClassesAreUsed() {
        DescribedPredicate<JavaClass> hidden = DescribedPredicate.describe(
                "are not public, or lie in an internal package",
                type -> type.getPackageName().startsWith("org.ganlib")
                        && (!type.getModifiers().contains(JavaModifier.PUBLIC)
                                || type.getPackageName().contains("internal")));
        noClasses().should().dependOnClassesThat(hidden).check(PLUGINS);
    }

    @Test
    void nothingIsPutIntoPackagesOfGanlibAndNothingReflects() {
        classes().should().resideInAPackage("com.example..").check(PLUGINS);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .check(PLUGINS);
    }
}
