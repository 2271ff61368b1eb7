package org.ganlib.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventScalarsTest {
    @TempDir
    private Path folder;

    @Test
    void numbersComeBackInSinglePrecisionUnderTheNamesOfTheLog() {
        try (EventFile events = start(1, 1)) {
            events.add(
                    300,
                    new Summary()
                            .scalar("loss/critic", 0.1)
                            .histogram("h", Histogram.of(new double[] {1, 2}))
                            .image("samples", new PngSize(1, 1, true), "png".getBytes(StandardCharsets.US_ASCII))
                            .scalar("progress/examples", 4800));
            events.add(301, new Summary().histogram("h", Histogram.of(new double[] {1, 2})));
        }
        assertThat(EventScalars.read(folder))
                .containsOnlyKeys(300L)
                .containsEntry(300L, Map.of("loss/critic", (double) 0.1f, "examples", 4800.0));
        assertThat(EventScalars.read(folder).get(300L).keySet()).containsExactly("loss/critic", "examples");
    }

    @Test
    void whatWasUndoneByAContinuationDoesNotCount() {
        try (EventFile events = start(1, 1)) {
            events.add(1, new Summary().scalar("a", 1));
            events.add(2, new Summary().scalar("a", 2));
            events.add(3, new Summary().scalar("a", 3));
        }
        try (EventFile events = start(2, 2)) {
            events.add(3, new Summary().scalar("a", 30));
        }
        assertThat(EventScalars.read(folder)).isEqualTo(Map.of(1L, Map.of("a", 1.0), 3L, Map.of("a", 30.0)));
    }

    /**
     * The file is truncated at every length, and every byte is damaged. Each time, only records
     * before the damage are read.
     */
    @Test
    void aDamagedFileCountsUpToTheDamage() throws IOException {
        try (EventFile events = start(1, 1)) {
            events.add(1, new Summary().scalar("a", 1));
            events.add(2, new Summary().scalar("a", 2));
        }
        Path file;
        try (var files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(file);
        int seen = 0;
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            int steps = EventScalars.read(folder).size();
            assertThat(steps).isBetween(seen, 1);
            seen = steps;
        }
        assertThat(seen).isEqualTo(1);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            assertThat(EventScalars.read(folder).size()).as("byte %d", at).isLessThan(2);
        }
        Files.write(file, whole);
        assertThat(EventScalars.read(folder)).hasSize(2);
    }

    @Test
    void aFolderWithoutEventFilesHasNoNumbers() throws IOException {
        Files.writeString(folder.resolve("metrics.jsonl"), "{}");
        assertThat(EventScalars.read(folder)).isEmpty();
        assertThat(EventScalars.read(folder.resolve("missing"))).isEmpty();
    }

    private EventFile start(long second, long firstStep) {
        return EventFile.start(folder, Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC), firstStep);
    }
}
