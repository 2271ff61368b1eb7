package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunLockTest {
    @TempDir
    private Path folder;

    private Path run;
    private RunDirectory directory;

    @BeforeEach
    void makeRun() throws IOException {
        run = folder.resolve("run");
        directory = RunDirectory.planned(run);
        directory.make();
        Files.writeString(directory.config(), "");
    }

    @Test
    void theLockNamesItsProcess() throws IOException {
        try (RunLock lock = RunLock.take(directory)) {
            assertThat(lock).isNotNull();
            assertThat(Files.readString(run.resolve(".lock")))
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
            assertThatThrownBy(() -> RunLock.take(directory))
                    .isInstanceOf(GanException.class)
                    .hasMessage(run + ": is being trained by process "
                            + ProcessHandle.current().pid() + ". Wait until it ends, or stop it");
        }
        RunLock.take(directory).close();
    }

    @Test
    void theNumberOfAnEarlierProcessIsReplacedAsAWhole() throws IOException {
        Files.writeString(run.resolve(".lock"), "9223372036854775807");
        RunLock.take(directory).close();
        assertThat(Files.readString(run.resolve(".lock")))
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".lock",
                "config.yaml",
                "metrics.jsonl",
                "health.jsonl",
                "samples/step-000010.png",
                "checkpoints/step-000010.zip"
            })
    void aLinkInARunIsNotFollowed(String name) throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "12345");
        Files.deleteIfExists(run.resolve(name));
        Files.createSymbolicLink(run.resolve(name), victim);
        assertThatThrownBy(() -> RunLock.take(directory))
                .isInstanceOf(DataException.class)
                .hasMessage(run.resolve(name) + ": is a symbolic link to " + victim
                        + ". Nothing is written to a run through links. Put the file or folder itself there, or"
                        + " remove the link");
        assertThat(victim).hasContent("12345");
    }

    @Test
    void aLinkedFolderOfARunIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.delete(directory.checkpoints());
        Files.createSymbolicLink(directory.checkpoints(), elsewhere);
        assertThatThrownBy(() -> RunLock.take(directory)).hasMessageContaining("checkpoints: is a symbolic link to");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aLinkToTheRunItselfIsFollowed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), run);
        RunLock.take(RunDirectory.open(link)).close();
        assertThat(run.resolve(".lock")).isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"export PATH=/usr/bin", "12 34", "123456789012345678901234567890", "x"})
    void aSecondNameOfAnotherFileIsNotOverwritten(String content) throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), content);
        Files.createLink(run.resolve(".lock"), victim);
        assertThatThrownBy(() -> RunLock.take(directory))
                .isInstanceOf(DataException.class)
                .hasMessage(run.resolve(".lock")
                        + ": holds something else than the number of a process. It was left as it was; move it away");
        assertThat(victim).hasContent(content);
    }
}
