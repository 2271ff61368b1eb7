package org.ganlib.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ganlib.plugin.PluginCatalog;

/** Experiments in the test resources, named by what is wrong with them. */
final class Fixtures {
    static final PluginCatalog CATALOG = PluginCatalog.load(Fixtures.class.getClassLoader(), PluginKinds.all());

    private Fixtures() {}

    static String text(String name) {
        try (InputStream file = Fixtures.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    static Experiment read(String name, String... overrides) {
        return new ExperimentReader(CATALOG).read(name, text(name), List.of(overrides));
    }
}
