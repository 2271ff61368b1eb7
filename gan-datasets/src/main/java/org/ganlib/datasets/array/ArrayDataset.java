package org.ganlib.datasets.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
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
                "sha256 of examples, labels and part:" + sha256(values, labels, chosen));
        return new IndexedDataset(
                info,
                new FloatExamples(part, partLabels),
                augmentation,
                recorded -> recorded.equals("sha256:" + sha256(part, partLabels)),
                remarks);
    }

    /** The SHA-256, in hexadecimal, of these numbers as little-endian words of four bytes. */
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
}
