package org.ganlib.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.ganlib.problem.PluginException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginCatalogTest {
    private static final String SERVICE = "META-INF/services/" + Flavour.class.getName();
    private static final String HERE = PluginOrigin.of(Flavour.class);

    @TempDir
    Path folder;

    @Test
    void pluginsAreDescribed() throws IOException {
        PluginCatalog catalog =
                load("org.ganlib.plugin.Flavour$Sweet # comment", "", "org.ganlib.plugin.Flavour$Bitter");

        assertThat(catalog.kinds()).containsExactly(Flavour.class);
        assertThat(catalog.names(Flavour.class)).containsExactly("bitter", "sweet");
        assertThat(catalog.all(Flavour.class))
                .extracting(PluginDescriptor::name)
                .containsExactly("bitter", "sweet");
        assertThat(catalog.find(Flavour.class, "salty")).isEmpty();
        PluginDescriptor<Flavour> sweet = catalog.find(Flavour.class, "sweet").orElseThrow();
        assertThat(sweet.kindName()).isEqualTo("flavour");
        assertThat(sweet.type()).isEqualTo(Flavour.Sweet.class);
        assertThat(sweet.summary()).isEqualTo("Sweet.");
        assertThat(sweet.paper()).isEqualTo("Sugar, 1747");
        assertThat(sweet.facts()).containsExactly("one spoon is 5 ml", "use it in tea");
        assertThat(sweet.origin()).isEqualTo(HERE);
        assertThat(sweet.defaults()).isEqualTo(new Flavour.Sweet());
        assertThat(sweet.settings())
                .containsExactly(
                        new SettingDescriptor("amount", double.class, "number", 0.5, "0.5", "how much; ≥ 0", List.of()),
                        new SettingDescriptor("spoon-count", int.class, "integer", 2, "2", "", List.of()),
                        new SettingDescriptor(
                                "topping",
                                Flavour.Sweet.Topping.class,
                                "cream | ice-cream",
                                Flavour.Sweet.Topping.CREAM,
                                "cream",
                                "",
                                List.of()));
    }

    @Test
    void settingsOfEveryShapeAreDescribedForPeople() throws IOException {
        List<SettingDescriptor> settings = load("org.ganlib.plugin.Flavour$Bitter")
                .find(Flavour.class, "bitter")
                .orElseThrow()
                .settings();

        assertThat(settings)
                .extracting(s -> s.name() + ": " + s.type() + " = " + s.defaultText())
                .containsExactly(
                        "drops: list of integers = [1, 2]",
                        "threads: auto | integer = auto",
                        "base: flavour plugin = sweet",
                        "layer: section = …");
        assertThat(settings.get(3).settings())
                .containsExactly(new SettingDescriptor("thickness", int.class, "integer", 3, "3", "in mm", List.of()));
    }

    @Test
    void aKindThatWasNotLoadedIsAProgrammingError() throws IOException {
        PluginCatalog catalog = load();

        assertThat(catalog.all(Flavour.class)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.all(Runnable.class))
                .withMessage("this catalog was not loaded for java.lang.Runnable");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PluginCatalog.load(getClass().getClassLoader(), List.of(Runnable.class)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Nameless | has no name. Annotate it with @PluginName",
                "Sour | its name must be lower-case words and digits joined by hyphens, was 'Sour_Cream'",
                "Salty | has no public constructor without arguments. Add one that states the defaults",
                "Hot | its constructor without arguments failed: java.lang.IllegalStateException: too hot",
                "Stale | its defaults break its own rules: days: must be ≥ 0, was -1",
                "Umami | must be a public record, was a class",
                "Smoky | component 'wood': a setting cannot be of type java.util.Map<java.lang.String, java.lang.String>. Use boolean, int, long, double, String, an enum, a record, a plugin interface, or a List or Optional of those",
                "Minty | setting 'name' is reserved for the name of the plugin. Call it something else",
                "Nutty | setting 'nut' is Optional and must be empty by default, because an experiment has no word for nothing",
                "Bland | setting 'taste' must have a default, was null. Use Optional for a setting that may be left out",
            })
    void aClassThatBreaksTheRulesIsRefused(String type, String rule) {
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> load("org.ganlib.plugin.Flavour$" + type).requireSound())
                .withMessage("plugins: org.ganlib.plugin.Flavour$" + type + " (" + HERE + "): " + rule);
    }

    @Test
    void aRecordThatIsNotPublicIsRefused() {
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(
                        () -> load("org.ganlib.plugin.HiddenFlavours$Secret").requireSound())
                .withMessage("plugins: org.ganlib.plugin.HiddenFlavours$Secret (" + HERE
                        + "): must be a public record, was a record that is not public");
    }

    @Test
    void twoPluginsOfOneNameAreRefusedWithBothClasses() {
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> load("org.ganlib.plugin.Flavour$Sweet", "org.ganlib.plugin.Flavour$Sugary")
                        .requireSound())
                .withMessage("plugins: two flavour plugins are named 'sweet': org.ganlib.plugin.Flavour$Sweet (" + HERE
                        + ") and org.ganlib.plugin.Flavour$Sugary (" + HERE + "). Rename or remove one");
    }

    @Test
    void aPluginListedTwiceIsOnePlugin() throws IOException {
        assertThat(load("org.ganlib.plugin.Flavour$Sweet", "org.ganlib.plugin.Flavour$Sweet")
                        .names(Flavour.class))
                .containsExactly("sweet");
    }

    @Test
    void brokenServiceLinesAreReportedTogetherWithFileAndLine() throws IOException {
        String file = write(
                folder,
                "# flavours",
                "org.ganlib.plugin.Flavour$Sweet",
                "org ganlib Bitter",
                "",
                "org.ganlib.plugin.Missing",
                "java.lang.String  # no flavour",
                "org.ganlib.plugin.Flavour$Nameless",
                "org.ganlib.plugin.Flavour$Salty");

        PluginException refused = catchThrowableOfType(
                PluginException.class, () -> loadFrom(folder).requireSound());

        assertThat(refused.problems())
                .containsExactly(
                        file + " line 3: must be the name of a class, was 'org ganlib Bitter'",
                        file + " line 5: there is no class org.ganlib.plugin.Missing",
                        file + " line 6: java.lang.String does not implement org.ganlib.plugin.Flavour",
                        "org.ganlib.plugin.Flavour$Nameless (" + HERE + "): has no name. Annotate it with @PluginName",
                        "org.ganlib.plugin.Flavour$Salty (" + HERE
                                + "): has no public constructor without arguments. Add one that states the defaults");
    }

    @Test
    void everyBrokenFileIsReported() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        String first = write(folder, "org.ganlib.plugin.Missing");
        String second = write(other, "org.ganlib.plugin.AlsoMissing");

        PluginException refused = catchThrowableOfType(
                PluginException.class, () -> loadFrom(folder, other).requireSound());

        assertThat(refused.problems())
                .containsExactly(
                        first + " line 1: there is no class org.ganlib.plugin.Missing",
                        second + " line 1: there is no class org.ganlib.plugin.AlsoMissing");
    }

    @Test
    void aBrokenLineInAJarNamesTheJar() throws IOException {
        Path jar = folder.resolve("flavours.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new JarEntry(SERVICE));
            entries.write("org.ganlib.plugin.Missing\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> loadFrom(jar).requireSound())
                .withMessage(
                        "plugins: " + jar + "!/" + SERVICE + " line 1: there is no class org.ganlib.plugin.Missing");
    }

    private PluginCatalog load(String... lines) throws IOException {
        write(folder, lines);
        return loadFrom(folder);
    }

    private static PluginCatalog loadFrom(Path... classPath) throws IOException {
        URL[] urls = new URL[classPath.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classPath[i].toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, Flavour.class.getClassLoader())) {
            return PluginCatalog.load(loader, List.of(Flavour.class));
        }
    }

    private static String write(Path folder, String... lines) throws IOException {
        Path file = folder.resolve(SERVICE);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
        return file.toString();
    }
}
