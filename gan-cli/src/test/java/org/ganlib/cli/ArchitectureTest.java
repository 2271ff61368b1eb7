package org.ganlib.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.ganlib.config.PluginKinds;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.TrainingListener;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of ARCHITECTURE.md that a machine can check, over the classes of all modules. */
final class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.ganlib")
            .that(not(resideInAPackage("org.ganlib.testkit..")));

    private static final Map<String, String> PLUGIN_MODULES = Map.of(
            "gan-losses", "org.ganlib.losses..",
            "gan-models", "org.ganlib.models..",
            "gan-datasets", "org.ganlib.datasets..",
            "gan-metrics", "org.ganlib.metrics..",
            "gan-onednn", "org.ganlib.onednn..",
            "gan-torch", "org.ganlib.torch..",
            "gan-trackers", "org.ganlib.trackers..");

    @Test
    void everyModuleIsSeen() {
        Set<String> packages = PRODUCT.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertThat(packages)
                .anyMatch(p -> p.startsWith("org.ganlib.spi"))
                .anyMatch(p -> p.startsWith("org.ganlib.losses"))
                .anyMatch(p -> p.startsWith("org.ganlib.models"))
                .anyMatch(p -> p.startsWith("org.ganlib.datasets"))
                .anyMatch(p -> p.startsWith("org.ganlib.metrics"))
                .anyMatch(p -> p.startsWith("org.ganlib.onednn"))
                .anyMatch(p -> p.startsWith("org.ganlib.torch"))
                .anyMatch(p -> p.startsWith("org.ganlib.cli"));
    }

    /** The packages of gan-core, which plugin authors compile against. */
    private static final String[] CORE = {
        "org.ganlib.stability",
        "org.ganlib.problem",
        "org.ganlib.file",
        "org.ganlib.random",
        "org.ganlib.plugin",
        "org.ganlib.tensor",
        "org.ganlib.network",
        "org.ganlib.graph",
        "org.ganlib.spi",
        "org.ganlib.game"
    };

    private static final String[] REFERENCE_ENGINE = {"org.ganlib.dl4j", "org.ganlib.network.layer"};

    private static final String[] TRAINER = {
        "org.ganlib.json",
        "org.ganlib.onnx",
        "org.ganlib.optimize",
        "org.ganlib.updateschedule",
        "org.ganlib.config",
        "org.ganlib.fault",
        "org.ganlib.train",
        "org.ganlib.tensorboard",
        "org.ganlib.health",
        "org.ganlib.machine",
        "org.ganlib.wiring",
        "org.ganlib.picture",
        "org.ganlib.run",
        "org.ganlib.evaluate",
        "org.ganlib.library"
    };

    @Test
    void theCoreKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(resideInAPackage("org.ganlib..").and(not(resideInAnyPackage(CORE))))
                .check(PRODUCT);
    }

    /**
     * Plugin authors compile against gan-core and get its dependencies too, so it must bring few.
     */
    @Test
    void theCoreBringsNeitherGuiceNorParsersNorNatives() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.google.inject..", "com.fasterxml.jackson..", "org.snakeyaml..", "org.bytedeco..")
                .check(PRODUCT);
    }

    /** Engines decide where their tensors lie, so the SPI passes no array of the host's library. */
    @Test
    void onlyTheBridgeKnowsArraysOfTheHost() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .and()
                .doNotHaveFullyQualifiedName("org.ganlib.tensor.HostTensor")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.nd4j.linalg.api.ndarray.INDArray")
                .check(PRODUCT);
    }

    @Test
    void theReferenceEngineAndTheTrainerKnowOnlyTheCore() {
        for (String[] module : List.of(REFERENCE_ENGINE, TRAINER)) {
            noClasses()
                    .that()
                    .resideInAnyPackage(module)
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.ganlib..")
                            .and(not(resideInAnyPackage(CORE)))
                            .and(not(resideInAnyPackage(module))))
                    .check(PRODUCT);
        }
    }

    /** Each class belongs to a module whose dependencies are checked here. */
    @Test
    void everyPackageIsOfAKnownModule() {
        classes()
                .should()
                .resideInAnyPackage(Stream.of(
                                Stream.of(CORE),
                                Stream.of(REFERENCE_ENGINE),
                                Stream.of(TRAINER),
                                PLUGIN_MODULES.values().stream(),
                                Stream.of("org.ganlib.cli.."))
                        .flatMap(packages -> packages)
                        .toArray(String[]::new))
                .check(PRODUCT);
    }

    /**
     * Every module may use the classes that describe layers, but only engines may use the reference
     * engine.
     */
    @Test
    void onlyEnginesKnowTheReferenceEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.ganlib.dl4j..", "org.ganlib.onednn..", "org.ganlib.torch..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.ganlib.dl4j..")
                .check(PRODUCT);
    }

    @TestFactory
    List<DynamicTest> noPluginModuleKnowsAnother() {
        return PLUGIN_MODULES.entrySet().stream()
                .map(module -> DynamicTest.dynamicTest(module.getKey(), () -> {
                    String[] others = PLUGIN_MODULES.values().stream()
                            .filter(p -> !p.equals(module.getValue()))
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(module.getValue())
                            .should()
                            .dependOnClassesThat(resideInAnyPackage(others).or(resideInAPackage("org.ganlib.cli..")))
                            .check(PRODUCT);
                }))
                .toList();
    }

    @Test
    void nothingAboveTheEngineKnowsItsObjects() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.ganlib.network..",
                        "org.ganlib.graph..",
                        "org.ganlib.dl4j..",
                        "org.ganlib.models.architecture..",
                        // Networks that judge are defined, and files of others read, as
                        // Deeplearning4j's.
                        "org.ganlib.metrics.network..",
                        "org.ganlib.onednn..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deeplearning4j..")
                .check(PRODUCT);
    }

    @Test
    void oneEngineAloneKnowsOneDnn() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.ganlib.onednn..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco.dnnl..")
                .check(PRODUCT);
    }

    @Test
    void thePackageWiringHoldsGuiceModulesOnly() {
        classes()
                .that()
                .resideInAPackage("org.ganlib.wiring")
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .beAssignableTo("com.google.inject.Module")
                .check(PRODUCT);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.ganlib.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void classesAreNotMadeToBeExtended() {
        classes().that().areTopLevelClasses().should(beFinalOrAbstract()).check(PRODUCT);
    }

    /** A reader who meets a name can look it up without asking for the package. */
    @Test
    void simpleNamesStandForOneClass() {
        Map<String, Set<String>> named = PRODUCT.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(c -> !c.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toSet())));
        assertThat(named).containsKey("Divergence");
        assertThat(named.values()).allSatisfy(classes -> assertThat(classes).hasSize(1));
    }

    /** A probe is a process of its own, whose answer is what it prints. */
    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.ganlib.cli..")
                .and()
                .doNotHaveFullyQualifiedName("org.ganlib.torch.LoadProbe")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(PRODUCT);
    }

    @Test
    void randomNumbersComeFromNamedStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.ganlib.random..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .callMethod(Math.class, "random")
                .check(PRODUCT);
    }

    /** Java's deserialization runs code that the author of the file chooses. */
    @Test
    void nothingIsDeserializedByJava() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.deeplearning4j.util.ModelSerializer")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.nd4j.common.util.SerializationUtils")
                .orShould()
                .callMethodWhere(target(owner(assignableTo("org.nd4j.linalg.factory.Nd4j")))
                        .and(target(nameMatching("read.*|from.*File|createFromNp.*"))))
                .check(PRODUCT);
    }

    /**
     * Every JSON document is read with limits, because run directories and models are copied from
     * other people.
     */
    @Test
    void jsonIsReadWithinLimits() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.ganlib.json.BoundedJson")
                .should()
                .callMethodWhere(target(owner(assignableTo("com.fasterxml.jackson.databind.ObjectMapper")))
                        .and(target(nameMatching("read.*"))))
                .check(PRODUCT);
    }

    /**
     * Files are opened by one class only, because a file's path may hold a pipe, which would block
     * its reader for ever. Only files of the system and of this process are opened elsewhere.
     */
    @Test
    void filesAreOpenedInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.ganlib.file.RegularFile")
                .and()
                .doNotHaveFullyQualifiedName("org.ganlib.cli.SpellableArguments")
                .and()
                .doNotHaveFullyQualifiedName("org.ganlib.cli.training.RunProcesses")
                .should()
                .callMethodWhere(target(owner(assignableTo(Files.class)))
                        .and(target(nameMatching("newInputStream|newBufferedReader|newByteChannel|readAll.*|readString"
                                + "|lines|mismatch"))))
                .orShould()
                .callConstructorWhere(target(owner(assignableTo(FileInputStream.class)
                        .or(assignableTo(FileReader.class))
                        .or(assignableTo(RandomAccessFile.class))
                        .or(assignableTo(ZipFile.class)))))
                .check(PRODUCT);
    }

    /**
     * The JSON of Deeplearning4j names classes. One place compares them with those allowed before
     * it reads the document.
     */
    @Test
    void deeplearning4jsJsonIsReadInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.ganlib.metrics.network.Dl4jArchive")
                .should()
                .callMethodWhere(target(nameMatching("from(Json|Yaml)"))
                        .and(target(owner(resideInAPackage("org.deeplearning4j..")))))
                .check(PRODUCT);
    }

    @Test
    void everyPluginIsRegistered() {
        PluginCatalog catalog = PluginCatalog.load(getClass().getClassLoader(), PluginKinds.all())
                .requireSound();
        Set<String> registered = catalog.kinds().stream()
                .flatMap(kind -> catalog.all(kind).stream())
                .map(PluginDescriptor::type)
                .map(Class::getName)
                .collect(Collectors.toSet());
        Set<String> annotated = PRODUCT.stream()
                .filter(c -> c.isAnnotatedWith(PluginName.class))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        assertThat(annotated).isNotEmpty().isEqualTo(registered);
        Set<String> implementing = PRODUCT.stream()
                .filter(c -> !c.isInterface() && c.isTopLevelClass())
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(c -> PluginKinds.all().stream()
                        .filter(kind -> !kind.getSimpleName().equals("TrainingListener"))
                        .anyMatch(c::isAssignableTo))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        // Most listeners, and constraints that are not public, are objects of one run and no
        // plugins.
        Set<String> plugins = PRODUCT.stream()
                .filter(c -> c.isAnnotatedWith(PluginName.class) && !c.isAssignableTo(TrainingListener.class))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        assertThat(implementing).isEqualTo(plugins);
    }

    private static ArchCondition<JavaClass> beFinalOrAbstract() {
        return new ArchCondition<>("be final, sealed, abstract, an interface, a record or an enum") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean sealed = type.reflect().isSealed();
                boolean closed = type.isInterface()
                        || type.isEnum()
                        || sealed
                        || type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || type.getSimpleName().equals("package-info");
                events.add(new SimpleConditionEvent(
                        type, closed, type.getName() + (closed ? " is" : " is not") + " closed"));
            }
        };
    }
}
