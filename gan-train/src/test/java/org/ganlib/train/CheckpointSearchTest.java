package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointSearchTest {
    @TempDir
    private Path folder;

    private RunDirectory directory;

    @BeforeEach
    void make() throws IOException {
        directory = RunDirectory.planned(folder.resolve("run"));
        directory.make();
        Files.writeString(directory.config(), "seed: 1\n");
    }

    private void write(long step) {
        TrainingState state = new TrainingState(
                "",
                "",
                Map.of("data", Base64.getEncoder().encodeToString(new RandomStream(1).state())),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null);
        try (CheckpointCopy copy = CheckpointCopy.of(step, 0, 0, List.of(), state, Optional.empty())) {
            copy.write(directory.checkpoint(step));
        }
    }

    @Test
    void theNewestThatIsGoodIsFound() throws IOException {
        write(8);
        write(9);
        Files.writeString(directory.checkpoint(10), "no zip");
        Files.writeString(directory.checkpoint(11), "");
        try (CheckpointSearch search = CheckpointSearch.newest(directory)) {
            assertThat(search.checkpoint().step()).isEqualTo(9);
            assertThat(search.passedOver()).hasSize(2);
            assertThat(search.passedOver().get(0)).startsWith(directory.checkpoint(11) + " is damaged: ");
        }
    }

    @Test
    void whatTurnsOutToBeOfNoUseIsPassedOverToo() throws IOException {
        write(8);
        Files.writeString(directory.checkpoint(9), "no zip");
        write(10);
        try (CheckpointSearch search = CheckpointSearch.newest(directory)) {
            assertThat(search.checkpoint().step()).isEqualTo(10);
            search.passOver(new DataException("ten is too long"));
            assertThat(search.checkpoint().step()).isEqualTo(8);
            assertThat(search.passedOver()).hasSize(2).first().isEqualTo("ten is too long");
            assertThatThrownBy(() -> search.passOver(new DataException("eight is too short")))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith(
                            directory.root() + " has no good checkpoint: ten is too long; " + directory.checkpoint(9))
                    .hasMessageEndingWith("; eight is too short");
        }
    }

    @Test
    void whereNoneIsGoodEachIsToldOf() throws IOException {
        assertThatThrownBy(() -> CheckpointSearch.newest(directory))
                .hasMessage(directory.root() + " has no checkpoint yet: nothing to load");
        Files.writeString(directory.checkpoint(1), "no zip");
        assertThatThrownBy(() -> CheckpointSearch.newest(directory))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        directory.root() + " has no good checkpoint: " + directory.checkpoint(1) + " is damaged: ");
    }

    /** The user named this checkpoint, so loading another one would be a wrong answer. */
    @Test
    void inThePlaceOfAChosenOneNoOtherIsTaken() throws IOException {
        write(8);
        write(9);
        try (CheckpointSearch search = CheckpointSearch.only(directory.checkpoint(9))) {
            DataException why = new DataException("too long");
            assertThatThrownBy(() -> search.passOver(why)).isSameAs(why);
        }
        Files.writeString(directory.checkpoint(9), "no zip");
        assertThatThrownBy(() -> CheckpointSearch.only(directory.checkpoint(9)))
                .hasMessageStartingWith(directory.checkpoint(9) + " is damaged: ");
    }

    @Test
    void aCheckpointThatIsDeletedBeforeItIsOpenedGivesWayToTheNewest() {
        write(1);
        try (CheckpointSearch search = CheckpointSearch.newest(
                directory,
                file -> {
                    if (file.equals(directory.checkpoint(1))) {
                        write(2);
                        RunDirectory.delete(file);
                    }
                    return Checkpoint.open(file);
                },
                "")) {
            assertThat(search.checkpoint().step()).isEqualTo(2);
            assertThat(search.passedOver()).isEmpty();
        }
    }

    /**
     * Otherwise the search would never end for a run that writes checkpoints faster than they are
     * read.
     */
    @Test
    void aRunThatDeletesEachCheckpointIsGivenUp() {
        write(1);
        assertThatThrownBy(() -> CheckpointSearch.newest(
                        directory,
                        file -> {
                            write(RunDirectory.stepOf(file) + 1);
                            RunDirectory.delete(file);
                            return Checkpoint.open(file);
                        },
                        ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("step-000020.zip: there is no such checkpoint");
    }
}
