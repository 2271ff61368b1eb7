package org.ganlib.datasets.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.FloatExamples;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.datasets.indexed.IndexedDataset;
import org.ganlib.file.NpyArray;
import org.ganlib.file.Sha256;
import org.ganlib.network.TensorShape;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.DataException;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Split;

/** Arrays as a data set: the first dimension counts examples. */
final class ArrayDataset {
    /** The terms. */
    static final String LICENCE = "that of the file";

    private ArrayDataset() {}

    /** How images in an array are laid out. */
    static TensorShape shape(String name, long[] shape, boolean channelsLast) {
        int rank = shape.length;
        boolean fits = rank >= 2 && rank <= 4 && Arrays.stream(shape).allMatch(size -> size >= 1);
        if (!fits) {
            throw new DataException(name + ": has the shape " + Arrays.toString(shape)
                    + ", expected [N, features], [N, height, width] or [N, channels, height, width], each at least 1.");
        }
        int[] sizes = Arrays.stream(shape).skip(1).mapToInt(Math::toIntExact).toArray();
        return switch (rank) {
            case 2 -> TensorShape.of(sizes[0]);
            case 3 -> TensorShape.of(1, sizes[0], sizes[1]);
            default ->
                channelsLast
                        ? TensorShape.of(sizes[2], sizes[0], sizes[1])
                        : TensorShape.of(sizes[0], sizes[1], sizes[2]);
        };
    }

    /** The values of an array, row by row, scaled, with the channels first. */
    static float[] values(String name, NpyArray array, TensorShape shape, ValueRange range, boolean channelsLast) {
        float[] values = array.floats();
        boolean bytes = array.type() == NpyArray.Type.U1 && range.isBounded();
        for (int i = 0; i < values.length; i++) {
            if (bytes) {
                values[i] = (float) (range.low() + (range.high() - range.low()) * values[i] / 255);
            } else if (!Float.isFinite(values[i]) || values[i] < range.low() || values[i] > range.high()) {
                throw new DataException(String.format(
                        Locale.ROOT,
                        "%s: value %,d of example %,d is %s, expected %s. Correct it%s.",
                        name,
                        i % shape.elements(),
                        i / shape.elements(),
                        values[i],
                        range.isBounded()
                                ? "a number in [" + range.low() + ", " + range.high() + "]"
                                : "a finite number",
                        range.isBounded() ? " or set dataset.range" : ""));
            }
        }
        return channelsLast && array.shape().length == 4 ? channelsFirst(values, shape) : values;
    }

    static ValueRange range(ArrayRange range, NpyArray.Type type) {
        return switch (range) {
            case SIGNED -> ValueRange.SIGNED;
            case UNIT -> ValueRange.UNIT;
            case UNBOUNDED -> ValueRange.UNBOUNDED;
            case AUTO -> type == NpyArray.Type.U1 ? ValueRange.SIGNED : ValueRange.UNBOUNDED;
        };
    }

    /** The part of the examples that belongs to the split, as a data set. */
    static Dataset open(
            String plugin,
            String name,
            TensorShape shape,
            ValueRange range,
            float[] values,
            int[] labels,
            List<String> classNames,
            List<String> remarks,
            HoldOut holdOut,
            Split split,
            Augmentation augmentation) {
        int[] chosen = holdOut.indices(name, labels, split);
        int elements = shape.elements();
        float[] part = new float[chosen.length * elements];
        int[] partLabels = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * elements, part, i * elements, elements);
            partLabels[i] = labels[chosen[i]];
        }
        DatasetInfo info = new DatasetInfo(
                plugin + " (" + name + ")",
                shape,
                range,
                OptionalInt.of(chosen.length),
                classNames,
                LICENCE,
                "the file " + name,
                "sha256 of examples, labels and part:" + sha256(values, labels, chosen));
        return new IndexedDataset(
                info,
                new FloatExamples(part, partLabels),
                augmentation,
                recorded -> recorded.equals("sha256:" + sha256(part, partLabels)),
                remarks);
    }

    /** SHA-256, in hexadecimal, of these numbers as little-endian words of four bytes. */
    private static String sha256(float[] values, int[]... numbers) {
        MessageDigest digest = Sha256.digest();
        ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            room(block, digest).putInt(Float.floatToRawIntBits(value));
        }
        for (int[] some : numbers) {
            for (int number : some) {
                room(block, digest).putInt(number);
            }
        }
        digest.update(block.flip());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static ByteBuffer room(ByteBuffer block, MessageDigest digest) {
        if (block.remaining() < Integer.BYTES) {
            digest.update(block.flip());
            block.clear();
        }
        return block;
    }

    private static float[] channelsFirst(float[] values, TensorShape shape) {
        float[] moved = new float[values.length];
        int plane = shape.height() * shape.width();
        for (int i = 0; i < values.length; i++) {
            int within = i % shape.elements();
            moved[i - within + within % shape.channels() * plane + within / shape.channels()] = values[i];
        }
        return moved;
    }
}
