package org.ganlib.tensorboard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.ProtocolBuffer;

/**
 * One file of events: TensorFlow's messages {@code Event} (tensorflow/core/util/event.proto), each
 * framed as a TFRecord: its length in 8 bytes, a checksum of those, the message, and a checksum of
 * that. A checksum is CRC-32C rotated by 15 bits plus a constant, because a CRC of data that
 * contains CRCs is weak.
 */
final class EventFile implements AutoCloseable {
    private static final int MASK = 0xa282ead8;
    private static final int SESSION_START = 1;
    private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\.ganlib");

    private final Path file;
    private final Clock clock;
    private final OutputStream out;

    private EventFile(Path file, Clock clock, OutputStream out) {
        this.file = file;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Starts a file of its own beside those of earlier parts of the run. Its name has the second it
     * was begun in, or, where the clock was put back meanwhile, the one after the latest file's:
     * readers take files in the order of their names.
     *
     * @param firstStep the step that comes next: readers discard what an earlier file has of it and
     *     of later ones
     */
    static EventFile start(Path directory, Clock clock, long firstStep) {
        Path file = name(directory, Math.max(clock.instant().getEpochSecond(), latest(directory) + 1));
        try {
            OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16);
            EventFile events = new EventFile(file, clock, out);
            events.write(0, new ProtocolBuffer().text(3, "brain.Event:2"));
            if (firstStep > 1) {
                events.write(
                        firstStep, new ProtocolBuffer().message(7, new ProtocolBuffer().integer(1, SESSION_START)));
            }
            return events;
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
    }

    /** The second in the name of the latest file; −1 where there is none. */
    private static long latest(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToLong(name -> Long.parseLong(name.group(1)))
                    .max()
                    .orElse(-1);
        } catch (IOException e) {
            throw AtomicFile.unwritable(directory, e);
        }
    }

    static boolean isOne(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    private static Path name(Path directory, long second) {
        return directory.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.ganlib", second));
    }

    /** Adds what was measured at a step. */
    void add(long step, Summary summary) {
        write(step, new ProtocolBuffer().message(5, summary.message()));
    }

    /** Hands everything added so far to the system, whole records. */
    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
    }

    /** @param what the one field beside time and step */
    private void write(long step, ProtocolBuffer what) {
        Instant now = clock.instant();
        ProtocolBuffer when = new ProtocolBuffer().real(1, now.getEpochSecond() + now.getNano() / 1e9);
        byte[] head = (step == 0 ? when : when.integer(2, step)).toBytes();
        byte[] tail = what.toBytes();
        byte[] event = new byte[head.length + tail.length];
        System.arraycopy(head, 0, event, 0, head.length);
        System.arraycopy(tail, 0, event, head.length, tail.length);
        try {
            out.write(record(event));
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
    }

    /** A TFRecord. */
    static byte[] record(byte[] data) {
        byte[] record = new byte[Long.BYTES + Integer.BYTES + data.length + Integer.BYTES];
        ByteBuffer content = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(data.length);
        content.putInt(checksum(record, Long.BYTES));
        content.put(data);
        content.putInt(checksum(data, data.length));
        return record;
    }

    static int checksum(byte[] data, int length) {
        CRC32C crc = new CRC32C();
        crc.update(data, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
