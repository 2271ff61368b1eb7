package org.ganlib.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The environment's variables decide where data is looked for. */
final class DataDirectoryTest {
    private final DataDirectory data = new DataDirectory();

    @Test
    void theVariableGoesBeforeTheCache() {
        assertThat(data.directory(Map.of("GAN_DATA_DIR", "/data", "XDG_CACHE_HOME", "/cache")))
                .isEqualTo(Path.of("/data"));
        assertThat(data.directory(Map.of("XDG_CACHE_HOME", "/cache"))).isEqualTo(Path.of("/cache/ganlib"));
    }

    @Test
    void anEmptyVariableIsNone() {
        Path usual = Path.of(System.getProperty("user.home"), ".cache", "ganlib");
        assertThat(data.directory(Map.of("GAN_DATA_DIR", "", "XDG_CACHE_HOME", " ")))
                .isEqualTo(usual);
    }
}
