package org.ganlib.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.ganlib.config.PluginKinds;
import org.ganlib.spi.Optimizer;
import org.junit.jupiter.api.Test;

/** Commands that only list plugins must start at once, and ND4J takes a second to load. */
class CatalogStartupTest {
    /** Loads the catalog in a Java machine of its own. */
    public static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            PluginCatalog catalog = PluginCatalog.load(Main.class.getClassLoader(), PluginKinds.all());
            PluginKinds.all().forEach(kind -> catalog.all(kind).forEach(PluginDescriptor::defaults));
            System.out.println("loaded " + catalog.names(Optimizer.class));
        }
    }

    @Test
    void loadingTheCatalogDoesNotInitialiseNd4j() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+init=info",
                        "-Xlog:class+load=info",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output).contains("loaded [adam, adamw, rmsprop, sgd]");
        assertThat(output).doesNotContain("org.nd4j.linalg.factory.Nd4j ").doesNotContain("org.bytedeco");
    }
}
