package org.ganlib.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ganlib.problem.PluginException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that cannot be used is reported in one line, and all others are there. */
final class UnusablePluginsTest {
    private static final String KIND = Flavour.class.getName();
    private static final int HERE = Runtime.version().feature();

    @TempDir
    private Path folder;

    private Path sound;

    @BeforeEach
    void writeSoundPlugin() throws IOException {
        Path classPath = Files.createDirectories(folder.resolve("sound/META-INF/services"));
        Files.writeString(classPath.resolve(KIND), "org.ganlib.plugin.Flavour$Bitter\n");
        sound = folder.resolve("sound");
    }

    @Test
    void aClassForALaterJavaNamesJarClassAndVersions() throws IOException {
        Path jar = compile(flavour("Fresh", ""))
                .service(KIND, "stranger.Fresh")
                .compiledFor("stranger.Fresh", HERE + 9)
                .write(folder.resolve("fresh.jar"));

        PluginCatalog catalog = load(jar);

        assertThat(catalog.names(Flavour.class)).containsExactly("bitter");
        assertThat(catalog.problems())
                .containsExactly(jar + "!/META-INF/services/" + KIND + " line 1: stranger.Fresh cannot be loaded: the"
                        + " class stranger.Fresh was compiled for Java " + (HERE + 9) + ", and this is Java " + HERE
                        + ". Compile it with --release " + HERE + ", or run ganlib on Java " + (HERE + 9));
    }

    @Test
    void aMissingInterfaceIsNamed() throws IOException {
        Path jar = compile("package stranger; public interface Absent {}", flavour("Fresh", ", Absent"))
                .service(KIND, "stranger.Fresh")
                .without("stranger.Absent")
                .write(folder.resolve("fresh.jar"));

        assertThat(load(jar).problems())
                .containsExactly(jar + "!/META-INF/services/" + KIND + " line 1: stranger.Fresh cannot be loaded: the"
                        + " class stranger.Absent that it needs is missing. Add the jar that holds it to GAN_PLUGINS");
    }

    @Test
    void aClassThatIsMissingWhenDefaultsAreMadeIsNamed() throws IOException {
        Path jar = compile(
                        "package stranger; public class Absent { public static final Object X = new Object(); }",
                        flavour("Fresh", "").replace("{}", "{ public Fresh { Absent.X.hashCode(); } }"))
                .service(KIND, "stranger.Fresh")
                .without("stranger.Absent")
                .write(folder.resolve("fresh.jar"));

        PluginCatalog catalog = load(jar);

        assertThat(catalog.problems())
                .containsExactly("stranger.Fresh (" + jar
                        + "): cannot be loaded: the class stranger.Absent that it needs is missing. Add the jar that"
                        + " holds it to GAN_PLUGINS");
        assertThat(catalog.names(Flavour.class)).containsExactly("bitter");
    }

    @Test
    void aMissingTypeOfASettingIsNamed() throws IOException {
        Path jar = compile(
                        "package stranger; public interface Absent {}",
                        flavour("Fresh", "")
                                .replace("()", "(Absent part)")
                                .replace("{}", "{ public Fresh() { this(null); } }"))
                .service(KIND, "stranger.Fresh")
                .without("stranger.Absent")
                .write(folder.resolve("fresh.jar"));

        assertThat(load(jar).problems()).hasSize(1).allSatisfy(problem -> assertThat(problem)
                .contains("stranger.Fresh (" + jar + "): ", "the class stranger.Absent that it needs"));
    }

    @Test
    void anEndlessConstructorIsAProblemOfItsPluginAlone() throws IOException {
        Path jar = compile(flavour("Fresh", "").replace("{}", "{ public Fresh { new Fresh(); } }"))
                .service(KIND, "stranger.Fresh")
                .write(folder.resolve("fresh.jar"));

        PluginCatalog catalog = load(jar);

        assertThat(catalog.problems())
                .containsExactly("stranger.Fresh (" + jar
                        + "): its constructor without arguments failed: java.lang.StackOverflowError");
        assertThat(catalog.names(Flavour.class)).containsExactly("bitter");
    }

    @Test
    void aStaticInitialiserThatFailsIsNamedWithItsCause() throws IOException {
        Path jar = compile(flavour("Fresh", "").replace("{}", "{ static final int X = Integer.parseInt(\"many\"); }"))
                .service(KIND, "stranger.Fresh")
                .write(folder.resolve("fresh.jar"));

        assertThat(load(jar).problems())
                .containsExactly("stranger.Fresh (" + jar
                        + "): cannot be loaded: its static initialiser failed: java.lang.NumberFormatException: For"
                        + " input string: \"many\"");
    }

    @Test
    void onlyWhoAsksForAnUnusablePluginIsRefused() throws IOException {
        Path jar = compile(flavour("Fresh", "").replace("{}", "{ public Fresh { Integer.parseInt(\"many\"); } }"))
                .service(KIND, "stranger.Fresh")
                .write(folder.resolve("fresh.jar"));
        PluginCatalog catalog = load(jar);

        assertThat(catalog.find(Flavour.class, "bitter")).isPresent();
        assertThat(catalog.find(Flavour.class, "absent")).isEmpty();
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> catalog.find(Flavour.class, "fresh"))
                .withMessage("plugins: " + catalog.problems().get(0));
        assertThat(catalog.problemsWithoutName(Flavour.class)).isEmpty();
    }

    /**
     * Neither is meant, so that no experiment silently computes with another plugin than before.
     */
    @Test
    void ofTwoPluginsOfOneNameNeitherIsUsed() throws IOException {
        Path jar =
                compile(flavour("Bitter", "")).service(KIND, "stranger.Bitter").write(folder.resolve("two.jar"));
        PluginCatalog catalog = load(jar);

        assertThat(catalog.names(Flavour.class)).isEmpty();
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> catalog.find(Flavour.class, "bitter"))
                .withMessageContaining("two flavour plugins are named 'bitter'");
    }

    @Test
    void aDamagedClassFileIsReported() throws IOException {
        Path jar = compile(flavour("Fresh", "")).service(KIND, "stranger.Fresh").write(folder.resolve("fresh.jar"));
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.createDirectories(broken.resolve("META-INF/services"));
        Files.createDirectories(broken.resolve("stranger"));
        Files.writeString(broken.resolve("META-INF/services/" + KIND), "stranger.Broken\n");
        Files.writeString(broken.resolve("stranger/Broken.class"), "no class");

        PluginCatalog catalog = load(broken, jar);

        assertThat(catalog.names(Flavour.class)).containsExactly("bitter", "fresh");
        assertThat(catalog.problems()).hasSize(1).allSatisfy(problem -> assertThat(problem)
                .startsWith(broken + "/META-INF/services/" + KIND
                        + " line 1: stranger.Broken cannot be loaded: java.lang.ClassFormatError: "));
        assertThat(catalog.problemsWithoutName(Flavour.class)).isEqualTo(catalog.problems());
    }

    private static String flavour(String name, String more) {
        return """
                package stranger;
                @org.ganlib.plugin.PluginName(value = "%s", summary = "A stranger's.")
                public record %s() implements %s%s {}
                """.formatted(name.toLowerCase(Locale.ROOT), name, KIND, more);
    }

    private CompiledJar compile(String... sources) throws IOException {
        return CompiledJar.compile(Files.createTempDirectory(folder, "compiled"), sources);
    }

    private PluginCatalog load(Path... strangers) throws IOException {
        URL[] urls = new URL[strangers.length + 1];
        urls[0] = sound.toUri().toURL();
        for (int i = 0; i < strangers.length; i++) {
            urls[i + 1] = strangers[i].toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, Flavour.class.getClassLoader())) {
            return PluginCatalog.load(loader, List.of(Flavour.class));
        }
    }
}
