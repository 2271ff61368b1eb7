package org.ganlib.datasets.array;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.FloatExamples;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.datasets.indexed.IndexedDataset;
import org.ganlib.file.Sha256;
import org.ganlib.network.TensorShape;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Split;

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
            double holdOut,
            Split split,
            Augmentation augmentation) {
        int[] chosen = HoldOut.indices(name, labels.length, holdOut, split);
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
                "sha256:" + fingerprint(part, partLabels));
        return new IndexedDataset(info, new FloatExamples(part, partLabels), augmentation);
    }

    private static String fingerprint(float[] values, int[] labels) {
        MessageDigest digest = Sha256.digest();
        byte[] word = new byte[4];
        for (float value : values) {
            update(digest, word, Float.floatToRawIntBits(value));
        }
        for (int label : labels) {
            update(digest, word, label);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, byte[] word, int bits) {
        for (int k = 0; k < 4; k++) {
            word[k] = (byte) (bits >> (8 * k));
        }
        digest.update(word);
    }
}
