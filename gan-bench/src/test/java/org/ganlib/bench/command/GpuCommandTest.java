package org.ganlib.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

/** The command that tries a graphics processor, on the processor. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class GpuCommandTest {
    private final StringWriter out = new StringWriter();

    @Test
    void aDryRunHolds() {
        int exitCode = run("gpu", "--device", "cpu", "--quick");
        assertThat(out.toString())
                .containsPattern("contracts of engines on cpu: (\\d+) of \\1 hold")
                .contains("mnist: finished after 3 steps")
                .containsPattern("toy-2d +float32 .* ok\\n")
                .containsPattern("toy-2d +bf16 .* ok\\n")
                .doesNotContain("tf32", "FAILED")
                .endsWith("everything holds on cpu\n");
        assertThat(exitCode).isZero();
    }

    @Test
    void aDeviceThatIsNotThereIsALine() {
        assertThat(run("gpu")).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("FAILED device: cuda needs libtorch for CUDA, and this one is for the processor")
                .hasLineCount(1);
    }

    private int run(String... arguments) {
        return new CommandLine(new Bench()).setOut(new PrintWriter(out, true)).execute(arguments);
    }
}
