package org.ganlib.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.fake.JumpingClock;
import org.ganlib.problem.GanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against bytes that TensorBoard 2.21's own writer made of the same messages. */
final class EventFileTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1, 500_000_000), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void recordsAreFramedWithMaskedChecksums() {
        assertThat(hex(EventFile.record("brain".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("0500000000000000eab2043e627261696e92d279cb");
    }

    @Test
    void continuedRunTellsReadersWhereItTakesUp() throws IOException {
        try (EventFile events = EventFile.start(folder, CLOCK, 301)) {
            events.add(301, new Summary().scalar("a", -2));
        }
        assertThat(hex(Files.readAllBytes(only())))
                .isEqualTo("1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c"
                        + "100000000000000095fbfe1809000000000000f83f10ad023a020801d17949d4"
                        + "1800000000000000a37f4b2209000000000000f83f10ad022a0a0a080a016115000000c050d94b33");
    }

    @Test
    void summariesHoldNumbersHistogramsAndPictures() {
        Histogram histogram = Histogram.of(new double[] {-1, 0.5, 1});
        assertThat(hex(new Summary()
                        .scalar("loss/critic", 0.25)
                        .image("samples", new PngSize(300, 2, false), "png".getBytes(StandardCharsets.US_ASCII))
                        .message()
                        .toBytes()))
                .isEqualTo("0a120a0b6c6f73732f637269746963150000803e"
                        + "0a170a0773616d706c6573220c080210ac0218032203706e67");
        // As in TensorBoard's bytes, in front of the buckets: least, greatest, count, sum, sum of
        // squares.
        assertThat(hex(new Summary().histogram("h", histogram).message().toBytes()))
                .contains("0a01682a")
                .contains("09000000000000f0bf11000000000000f03f19000000000000084021000000000000e03f290000000000000240");
    }

    @Test
    void filesOfTheSameSecondAreKeptApart() throws IOException {
        EventFile.start(folder, CLOCK, 1).close();
        EventFile.start(folder, CLOCK, 1).close();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "events.out.tfevents.0000000001.ganlib", "events.out.tfevents.0000000002.ganlib");
        }
    }

    /** Readers take the files of a run in the order of their names. */
    @Test
    void aRunContinuedAfterTheClockWasPutBackStillComesLater() throws IOException {
        JumpingClock clock = new JumpingClock(Instant.parse("2026-01-01T00:00:00Z"));
        for (int part = 0; part < 4; part++) {
            try (EventFile events = EventFile.start(folder, clock, 1 + 10L * part)) {
                events.add(1 + 10L * part, new Summary().scalar("part", part));
            }
            List<Path> written = files();
            assertThat(written).hasSize(part + 1);
            assertThat(steps(written.get(part))).as("the latest file").contains(1L + 10L * part);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /** The steps of a file's events: varints below 128 in field 2, which follows the time. */
    private static List<Long> steps(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<Long> steps = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = (int)
                    ByteBuffer.wrap(bytes, at, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
            int event = at + 12;
            if (bytes[event + 9] == 0x10) {
                steps.add((long) bytes[event + 10]);
            }
            at = event + length + 4;
        }
        return steps;
    }

    @Test
    void folderThatIsMissingIsNamed() {
        assertThatThrownBy(() -> EventFile.start(folder.resolve("nowhere"), CLOCK, 1))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("nowhere");
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
