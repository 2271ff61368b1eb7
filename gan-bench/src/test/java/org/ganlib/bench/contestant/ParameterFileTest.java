package org.ganlib.bench.contestant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParameterFileTest {
    @Test
    void givesBackEveryBitInTheSameOrder(@TempDir Path folder) {
        Map<String, float[]> parameters = new LinkedHashMap<>();
        parameters.put("layer-1/b", new float[] {-0f, Float.MIN_VALUE, 1e30f});
        parameters.put("layer-0/W", new float[] {.1f});
        Path file = ParameterFile.of(folder.toString(), "critic");
        ParameterFile.write(file, parameters);
        Map<String, float[]> read = ParameterFile.read(file);
        assertThat(read.keySet()).containsExactly("layer-1/b", "layer-0/W");
        assertThat(read.get("layer-1/b")).containsExactly(-0f, Float.MIN_VALUE, 1e30f);
        assertThat(read.get("layer-0/W")).containsExactly(.1f);
    }
}
