package org.ganlib.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The user's choice and the environment's variables decide where data is looked for. */
final class DataUseTest {
    @Test
    void theChoiceComesBeforeTheVariables() {
        DataUse use = DataUse.usual(Optional.of(Path.of("/chosen")), Map.of("GAN_DATA_DIR", "/data"));
        assertThat(use.location().directory()).isEqualTo(Path.of("/chosen"));
        assertThat(use.location().searchPath()).endsWith(Path.of("/chosen"));
    }

    @Test
    void theDataDirectorysVariableComesBeforeTheCaches() {
        assertThat(directory(Map.of("GAN_DATA_DIR", "/data", "XDG_CACHE_HOME", "/cache")))
                .isEqualTo(Path.of("/data"));
        assertThat(directory(Map.of("XDG_CACHE_HOME", "/cache"))).isEqualTo(Path.of("/cache/ganlib"));
    }

    @Test
    void anEmptyVariableCountsAsUnset() {
        Path usual = Path.of(System.getProperty("user.home"), ".cache", "ganlib");
        assertThat(directory(Map.of("GAN_DATA_DIR", "", "XDG_CACHE_HOME", " "))).isEqualTo(usual);
    }

    private static Path directory(Map<String, String> environment) {
        return DataUse.usual(Optional.empty(), environment).location().directory();
    }
}
