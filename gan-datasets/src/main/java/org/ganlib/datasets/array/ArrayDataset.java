package org.ganlib.datasets.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.FloatExamples;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.datasets.indexed.IndexedDataset;
import org.ganlib.file.Sha256;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;

/** Arrays as a data set: the first dimension counts examples. */
final class ArrayDataset {
    /** The terms. */
    static final String LICENCE = "that of the file";

    /** The beginning of the fingerprint of an array that is read whole. */
    private static final String WHOLE = "sha256 of examples, labels and part:";

    /** The beginning of the fingerprint of an array that stays in its file. */
    private static final String SAMPLED = "sha256 of size, sampled blocks, labels and part:";

    private ArrayDataset() {}

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
                WHOLE + sha256(values, labels, chosen));
        return new IndexedDataset(
                info,
                new FloatExamples(part, partLabels),
                augmentation,
                recorded -> recorded.equals("sha256:" + sha256(part, partLabels)),
                remarks);
    }

    /**
     * The part of the examples of a mapped file that belongs to the split, as a data set. Its
     * fingerprint is computed from a sample of the file; a fingerprint of all examples, as smaller
     * files have it, is computed only if it has to be compared.
     *
     * @param checksum starts the comparison of the file's checksum, if it has one
     */
    static Dataset open(
            String plugin,
            MappedImages images,
            LabelArray.Classes classes,
            HoldOut holdOut,
            Split split,
            Augmentation augmentation,
            Supplier<Optional<BackgroundChecksum>> checksum) {
        String name = images.array().name();
        int[] labels = classes.labels();
        int[] chosen = holdOut.indices(name, labels, split);
        int[] partLabels = Arrays.stream(chosen).map(i -> labels[i]).toArray();
        DatasetInfo info = new DatasetInfo(
                plugin + " (" + name + ")",
                images.shape(),
                images.range(),
                OptionalInt.of(chosen.length),
                classes.names(),
                LICENCE,
                "the file " + name,
                SAMPLED + sampled(images, labels, chosen));
        return new IndexedDataset(
                info,
                new MappedExamples(images, chosen, partLabels, checksum.get()),
                augmentation,
                recorded -> (recorded.startsWith(WHOLE)
                                && recorded.equals(WHOLE
                                        + sha256(
                                                images,
                                                IntStream.range(0, images.count())
                                                        .toArray(),
                                                labels,
                                                chosen)))
                        || (recorded.startsWith("sha256:")
                                && recorded.equals("sha256:" + sha256(images, chosen, partLabels))),
                classes.remarks());
    }

    /** The SHA-256 of a sample of the file, of how it is read, and of these numbers. */
    private static String sampled(MappedImages images, int[]... numbers) {
        MessageDigest digest = Sha256.digest();
        images.array().sample(digest);
        digest.update(images.interpretation().getBytes(StandardCharsets.UTF_8));
        ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        add(numbers, block, digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The same as {@link #sha256(float[], int[][])} of the values of the examples at some indices.
     */
    private static String sha256(MappedImages images, int[] indices, int[]... numbers) {
        MessageDigest digest = Sha256.digest();
        ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        float[] example = new float[images.shape().elements()];
        for (int index : indices) {
            images.read(index, example, 0);
            add(example, block, digest);
        }
        add(numbers, block, digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The SHA-256, in hexadecimal, of these numbers as little-endian words of four bytes. */
    private static String sha256(float[] values, int[]... numbers) {
        MessageDigest digest = Sha256.digest();
        ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        add(values, block, digest);
        add(numbers, block, digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(float[] values, ByteBuffer block, MessageDigest digest) {
        for (float value : values) {
            room(block, digest).putInt(Float.floatToRawIntBits(value));
        }
    }

    /** Adds the numbers, and all that the block still holds. */
    private static void add(int[][] numbers, ByteBuffer block, MessageDigest digest) {
        for (int[] some : numbers) {
            for (int number : some) {
                room(block, digest).putInt(number);
            }
        }
        digest.update(block.flip());
    }

    private static ByteBuffer room(ByteBuffer block, MessageDigest digest) {
        if (block.remaining() < Integer.BYTES) {
            digest.update(block.flip());
            block.clear();
        }
        return block;
    }
}
