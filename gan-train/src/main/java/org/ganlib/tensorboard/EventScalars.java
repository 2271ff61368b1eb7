package org.ganlib.tensorboard;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ganlib.file.RegularFile;

/**
 * The numbers in a run's event files, under their names in metrics.jsonl. Event files have them in
 * single precision. A damaged or truncated file is read up to the damage.
 */
public final class EventScalars {
    private static final String PROGRESS = "progress/";
    private static final int LONGEST_RECORD = 64 << 20;

    private EventScalars() {}

    /**
     * Reads the numbers by step and name, in the order in which they were written; empty if there
     * are no event files.
     */
    public static NavigableMap<Long, Map<String, Double>> read(Path directory) {
        NavigableMap<Long, Map<String, Double>> numbers = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> events = files.filter(EventFile::isOne).sorted().toList();
            for (Path file : events) {
                read(file, numbers);
            }
        } catch (IOException e) {
            return numbers;
        }
        return numbers;
    }

    private static void read(Path file, NavigableMap<Long, Map<String, Double>> numbers) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(RegularFile.open(file)))) {
            for (byte[] event = record(in); event.length > 0; event = record(in)) {
                take(new Message(event), numbers);
            }
        } catch (EOFException | DamagedException e) {
            // This is the usual end of a killed process, whose last record is unfinished.
        }
    }

    /** Reads the message in the next record; empty at the end of the file. */
    private static byte[] record(DataInputStream in) throws IOException, DamagedException {
        byte[] head = in.readNBytes(Long.BYTES);
        if (head.length < Long.BYTES) {
            return new byte[0];
        }
        long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int headSum = Integer.reverseBytes(in.readInt());
        if (length <= 0 || length > LONGEST_RECORD || headSum != EventFile.checksum(head, head.length)) {
            throw new DamagedException();
        }
        byte[] data = in.readNBytes((int) length);
        if (data.length < length || Integer.reverseBytes(in.readInt()) != EventFile.checksum(data, data.length)) {
            throw new DamagedException();
        }
        return data;
    }

    private static void take(Message event, NavigableMap<Long, Map<String, Double>> numbers) throws DamagedException {
        long step = 0;
        Map<String, Double> scalars = new LinkedHashMap<>();
        boolean begins = false;
        while (event.next()) {
            switch (event.field) {
                case 2 -> step = event.number;
                case 5 -> summary(new Message(event.bytes), scalars);
                case 7 -> begins = true;
                default -> {}
            }
        }
        if (begins) {
            // A new process continued the run from this step, so whatever an earlier process wrote
            // for this step and later ones was undone.
            numbers.tailMap(step, true).clear();
        }
        if (!scalars.isEmpty()) {
            numbers.computeIfAbsent(step, s -> new LinkedHashMap<>()).putAll(scalars);
        }
    }

    private static void summary(Message summary, Map<String, Double> scalars) throws DamagedException {
        while (summary.next()) {
            if (summary.field != 1) {
                continue;
            }
            Message value = new Message(summary.bytes);
            String tag = "";
            Double number = null;
            while (value.next()) {
                if (value.field == 1 && value.bytes != null) {
                    tag = new String(value.bytes, StandardCharsets.UTF_8);
                } else if (value.field == 2 && value.bytes == null) {
                    number = (double) Float.intBitsToFloat((int) value.number);
                }
            }
            if (number != null) {
                scalars.put(tag.startsWith(PROGRESS) ? tag.substring(PROGRESS.length()) : tag, number);
            }
        }
    }

    /** Thrown if a record differs from what was written. */
    private static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** The fields of a Protocol Buffers message, one after the other. */
    private static final class Message {
        private final ByteBuffer content;
        private int field;

        /** The value of the present field, if it has wire type 0, 1 or 5. */
        private long number;

        /** The content of the present field, if it has wire type 2; null otherwise. */
        private byte[] bytes;

        Message(byte[] content) throws DamagedException {
            if (content == null) {
                throw new DamagedException();
            }
            this.content = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        }

        boolean next() throws DamagedException {
            if (!content.hasRemaining()) {
                return false;
            }
            long key = varint();
            field = (int) (key >>> 3);
            bytes = null;
            switch ((int) (key & 7)) {
                case 0 -> number = varint();
                case 1 -> {
                    require(Long.BYTES);
                    number = content.getLong();
                }
                case 2 -> {
                    long length = varint();
                    require(length);
                    bytes = new byte[(int) length];
                    content.get(bytes);
                }
                case 5 -> {
                    require(Integer.BYTES);
                    number = content.getInt();
                }
                default -> throw new DamagedException();
            }
            return true;
        }

        private void require(long length) throws DamagedException {
            if (length < 0 || length > content.remaining()) {
                throw new DamagedException();
            }
        }

        private long varint() throws DamagedException {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                require(1);
                byte part = content.get();
                value |= (long) (part & 0x7f) << shift;
                if (part >= 0) {
                    return value;
                }
            }
            throw new DamagedException();
        }
    }
}
