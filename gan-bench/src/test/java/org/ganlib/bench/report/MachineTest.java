package org.ganlib.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

final class MachineTest {
    private static final String CLASS_PATH = String.join(
            File.pathSeparator,
            "/libraries/pytorch-2.10.0-1.5.13-linux-x86_64.jar",
            "/libraries/pytorch-2.10.0-1.5.13.jar",
            "/libraries/nd4j-native-1.0.0-M2.1.jar",
            "/libraries/nd4j-native-api-1.0.0-M2.1.jar",
            "/classes");

    @Test
    void versionsAreReadFromTheNamesOfJars() {
        assertThat(Machine.version("pytorch", CLASS_PATH)).contains("2.10.0-1.5.13");
        assertThat(Machine.version("nd4j-native", CLASS_PATH)).contains("1.0.0-M2.1");
        assertThat(Machine.version("dnnl", CLASS_PATH)).isEmpty();
    }

    @Test
    void thisMachineIsDescribed() {
        assertThat(Machine.describe()).containsKeys("cores", "jdk", "system");
    }
}
