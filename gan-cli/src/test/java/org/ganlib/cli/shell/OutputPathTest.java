package org.ganlib.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Output paths are checked by their names; nothing is written here. */
final class OutputPathTest {
    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void standardOutputIsKnownByAllItsNames() throws IOException {
        for (String name : new String[] {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
            assertThat(OutputPath.isStandardOutput(Path.of(name))).as(name).isTrue();
        }
        assertThat(OutputPath.isStandardOutput(Files.createFile(folder.resolve("file"))))
                .isFalse();
        assertThat(OutputPath.isStandardOutput(folder.resolve("none"))).isFalse();
    }

    @Test
    void linksAreFollowedAsFarAsTheyLead() throws IOException {
        Path real = folder.toRealPath();
        Files.createSymbolicLink(folder.resolve("link"), folder);
        assertThat(OutputPath.real(folder.resolve("link/none/x"))).isEqualTo(real.resolve("none/x"));
        Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("missing"));
        assertThat(OutputPath.real(folder.resolve("link/nowhere"))).isEqualTo(real.resolve("nowhere"));
    }
}
