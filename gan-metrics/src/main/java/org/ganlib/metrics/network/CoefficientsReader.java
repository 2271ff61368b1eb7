package org.ganlib.metrics.network;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.indexer.Bfloat16Indexer;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.ganlib.problem.DataException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads a vector of parameters in ND4J's binary format. The format has two buffers: the description
 * of the shape, and the numbers. Each begins with a header of allocation mode, length and type.
 * ND4J's own reader allocates whatever length the header states; this class allocates only if that
 * is the length that the network needs.
 */
final class CoefficientsReader {
    private static final int MOST_DIMENSIONS = 32;
    private static final int CHUNK = 1 << 16;

    private final String source;
    private final DataInputStream in;

    /**
     * Creates a reader.
     *
     * @param source the names of the file and the entry, for messages
     */
    CoefficientsReader(String source, DataInputStream in) {
        this.source = source;
        this.in = in;
    }

    /** The header of a buffer. */
    private record Head(long length, Kind kind) {}

    /** The number types that may occur: the first two for sizes, the others for parameters. */
    private enum Kind {
        LONG(8),
        INT(4),
        FLOAT(4),
        DOUBLE(8),
        HALF(2),
        BFLOAT16(2);

        private final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * Reads the parameters; numbers in half precision become floats.
     *
     * @param length the number of parameters of the network
     * @return [1, length] of floats or doubles, which the caller closes
     * @throws DataException if the content is anything else
     */
    INDArray vector(long length) throws IOException {
        try {
            checkShape(length);
            Head head = head();
            if (head.kind == Kind.LONG || head.kind == Kind.INT) {
                throw new DataException(
                        source + ": holds integers, expected floats or doubles. Save the network again.");
            }
            if (head.length != length) {
                throw wrongLength(head.length, length);
            }
            INDArray vector = Nd4j.create(head.kind == Kind.DOUBLE ? DataType.DOUBLE : DataType.FLOAT, 1, length);
            try {
                read(head.kind, vector);
                return vector;
            } catch (IOException | RuntimeException e) {
                vector.close();
                throw e;
            }
        } catch (EOFException e) {
            throw new DataException(source + ": ends before its last number. Save the network again.", e);
        }
    }

    private void checkShape(long length) throws IOException {
        Head head = head();
        int most = 2 * MOST_DIMENSIONS + 4;
        if ((head.kind != Kind.LONG && head.kind != Kind.INT) || head.length < 1 || head.length > most) {
            throw damaged("its shape is described by " + head.length + " numbers of type " + head.kind);
        }
        long[] description = new long[(int) head.length];
        for (int i = 0; i < description.length; i++) {
            description[i] = head.kind == Kind.LONG ? in.readLong() : in.readInt();
        }
        long rank = description[0];
        if (rank < 1 || rank > MOST_DIMENSIONS || description.length != 2 * rank + 4) {
            throw damaged("its shape is described by " + Arrays.toString(description));
        }
        long count = 1;
        for (int i = 1; i <= rank; i++) {
            long size = description[i];
            if (size < 0 || (size > 1 && count > Long.MAX_VALUE / size)) {
                throw damaged("its shape is described by " + Arrays.toString(description));
            }
            count *= size;
        }
        if (count != length) {
            throw wrongLength(count, length);
        }
        // Only vectors are read: for a matrix, the order of its elements would matter too.
        if (count > 1 && Arrays.stream(description, 1, (int) rank + 1).noneMatch(size -> size == length)) {
            throw damaged("its parameters are no vector: " + Arrays.toString(description));
        }
    }

    private Head head() throws IOException {
        String mode = in.readUTF();
        long length =
                switch (mode) {
                    case "DIRECT", "HEAP", "JAVACPP" -> in.readInt();
                    case "LONG_SHAPE", "MIXED_DATA_TYPES" -> in.readLong();
                    default -> throw damaged("a buffer's allocation mode is '" + shown(mode) + "'");
                };
        String type = in.readUTF();
        Optional<Kind> kind =
                Arrays.stream(Kind.values()).filter(k -> k.name().equals(type)).findFirst();
        return new Head(length, kind.orElseThrow(() -> damaged("a buffer's type is '" + shown(type) + "'")));
    }

    private void read(Kind kind, INDArray vector) throws IOException {
        FloatBuffer floats = kind == Kind.DOUBLE ? null : vector.data().asNioFloat();
        byte[] chunk = new byte[CHUNK];
        for (long done = 0; done < vector.length(); ) {
            int count = (int) Math.min(CHUNK / kind.bytes, vector.length() - done);
            in.readFully(chunk, 0, count * kind.bytes);
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count * kind.bytes);
            if (floats == null) {
                double[] values = new double[count];
                bytes.asDoubleBuffer().get(values);
                vector.data().asNioDouble().put((int) done, values);
            } else {
                for (int i = 0; i < count; i++) {
                    floats.put(value(kind, bytes));
                }
            }
            done += count;
        }
    }

    private static float value(Kind kind, ByteBuffer bytes) {
        return switch (kind) {
            case HALF -> HalfIndexer.toFloat(bytes.getShort());
            case BFLOAT16 -> Bfloat16Indexer.toFloat(bytes.getShort());
            default -> bytes.getFloat();
        };
    }

    private DataException wrongLength(long found, long length) {
        return new DataException(String.format(
                Locale.ROOT,
                "%s: promises %,d parameters, but the network that configuration.json describes has %,d."
                        + " Save the network again.",
                source,
                found,
                length));
    }

    private DataException damaged(String what) {
        return new DataException(source + ": is damaged: " + what + ". Save the network again.");
    }

    private static String shown(String text) {
        return (text.length() > 40 ? text.substring(0, 40) + "…" : text).replaceAll("\\p{Cntrl}", "?");
    }
}
