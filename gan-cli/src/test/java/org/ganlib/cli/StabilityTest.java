package org.ganlib.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.stability.Experimental;
import org.ganlib.stability.Internal;
import org.ganlib.stability.Stable;
import org.junit.jupiter.api.Test;

/** Tests of the marks that say how long an API lasts; docs/api-stability.md has the policy. */
final class StabilityTest {
    private static final List<Class<? extends Annotation>> MARKS =
            List.of(Stable.class, Experimental.class, Internal.class);

    /** The classes of all published modules, the kit of contracts among them. */
    private static final JavaClasses PUBLISHED = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.ganlib")
            .that(not(resideInAPackage("org.ganlib.bench..")));

    @Test
    void everyPackageWithPublicClassesHasOneMark() {
        Set<JavaPackage> packages = PUBLISHED.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getPackage)
                .collect(Collectors.toSet());
        assertThat(packages).extracting(JavaPackage::getName).contains("org.ganlib.spi", "org.ganlib.testkit");
        assertThat(packages)
                .allSatisfy(each -> assertThat(marks(each)).as(each.getName()).hasSize(1));
    }

    @Test
    void theMarkOfAClassDiffersFromThatOfItsPackage() {
        assertThat(PUBLISHED)
                .filteredOn(type -> !type.getSimpleName().equals("package-info"))
                .filteredOn(type -> !marks(type).isEmpty())
                .allSatisfy(type -> assertThat(marks(type))
                        .as(type.getName())
                        .hasSize(1)
                        .doesNotContainAnyElementsOf(marks(type.getPackage())));
    }

    /** A change of an internal type would change every signature that mentions it. */
    @Test
    void noStableSignatureMentionsAnInternalType() {
        Set<String> mentions = new TreeSet<>();
        for (JavaClass type : PUBLISHED) {
            if (isApi(type) && mark(type).equals(Stable.class)) {
                signature(type)
                        .filter(mentioned -> mentioned.getPackageName().startsWith("org.ganlib."))
                        .filter(mentioned -> mark(mentioned).equals(Internal.class))
                        .forEach(mentioned -> mentions.add(type.getName() + " mentions " + mentioned.getName()));
            }
        }
        assertThat(mentions).isEmpty();
    }

    /**
     * A change of a supertype changes the stable type too. If the supertype were not stable, the
     * comparison of releases would not notice.
     */
    @Test
    void supertypesOfStableTypesAreStable() {
        Set<String> unstable = new TreeSet<>();
        for (JavaClass type : PUBLISHED) {
            if (isApi(type) && mark(type).equals(Stable.class)) {
                supertypes(type)
                        .filter(supertype -> supertype.getPackageName().startsWith("org.ganlib."))
                        .filter(supertype ->
                                isApi(supertype) && !mark(supertype).equals(Stable.class))
                        .forEach(supertype -> unstable.add(type.getName() + " is a " + supertype.getName()));
            }
        }
        assertThat(unstable).isEmpty();
    }

    /**
     * The tool that compares releases does not read marks of packages. So the root pom lists the
     * stable packages, and the stable classes of other packages. A module that has one of them runs
     * the tool.
     */
    @Test
    void theBuildComparesEveryStablePackage() throws IOException {
        Set<String> stable = PUBLISHED.stream()
                .filter(type -> marks(type).contains(Stable.class))
                .map(type -> type.getSimpleName().equals("package-info") ? type.getPackageName() : type.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(stable).contains("org.ganlib.spi", "org.ganlib.library");
        Path root = Path.of("").toAbsolutePath().getParent();
        assertThat(groups("<include>(org\\.ganlib\\.[\\w.]+)</include>", Files.readString(root.resolve("pom.xml"))))
                .isEqualTo(stable);
        for (String each : stable) {
            try (Stream<Path> modules = Files.list(root)) {
                Path holding = modules.filter(module -> Stream.of("", ".java")
                                .anyMatch(end ->
                                        Files.exists(module.resolve("src/main/java/" + each.replace('.', '/') + end))))
                        .findAny()
                        .orElseThrow();
                assertThat(holding.resolve("pom.xml"))
                        .content()
                        .contains("<artifactId>japicmp-maven-plugin</artifactId>");
            }
        }
    }

    private static Set<String> groups(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** True if other modules can use the class. */
    private static boolean isApi(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(StabilityTest::isApi).orElse(true);
    }

    private static Stream<JavaClass> signature(JavaClass type) {
        Stream<JavaClass> methods = type.getCodeUnits().stream()
                .filter(unit -> isVisible(unit.getModifiers()))
                .flatMap((JavaCodeUnit unit) -> Stream.of(
                                unit.getReturnType().getAllInvolvedRawTypes().stream(),
                                unit.getParameterTypes().stream()
                                        .flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream()),
                                unit.getExceptionTypes().stream())
                        .flatMap(types -> types));
        Stream<JavaClass> fields = type.getFields().stream()
                .filter(field -> isVisible(field.getModifiers()))
                .flatMap((JavaField field) -> field.getType().getAllInvolvedRawTypes().stream());
        return Stream.of(supertypes(type), methods, fields)
                .flatMap(types -> types)
                .map(JavaClass::getBaseComponentType);
    }

    private static Stream<JavaClass> supertypes(JavaClass type) {
        return Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    /** The mark of a class: its own, or that of the class around it, or that of its package. */
    private static Class<? extends Annotation> mark(JavaClass type) {
        List<Class<? extends Annotation>> own = marks(type);
        if (!own.isEmpty()) {
            return own.get(0);
        }
        return type.getEnclosingClass()
                .<Class<? extends Annotation>>map(StabilityTest::mark)
                .orElseGet(() -> marks(type.getPackage()).get(0));
    }

    private static List<Class<? extends Annotation>> marks(CanBeAnnotated annotated) {
        return MARKS.stream().filter(annotated::isAnnotatedWith).toList();
    }
}
