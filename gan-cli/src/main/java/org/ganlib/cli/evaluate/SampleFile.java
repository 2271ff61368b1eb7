package org.ganlib.cli.evaluate;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.ganlib.file.NpyArray;
import org.ganlib.file.Sha256;
import org.ganlib.network.TensorShape;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;

/** Examples of any framework: an .npy file, or a folder of images. */
public final class SampleFile {
    private static final List<ValueRange> USUAL_RANGES =
            List.of(ValueRange.UNIT, ValueRange.SIGNED, new ValueRange(0, 255));

    private SampleFile() {}

    /**
     * Reads examples that stand on their own: [N, d] are vectors, [N, h, w] and [N, c, h, w] images.
     *
     * @throws DataException if that is not possible; names the file
     */
    public static Examples read(Path path) {
        return Files.isDirectory(path) ? ImageFolder.read(path, ValueRange.SIGNED) : array(path);
    }

    /**
     * Reads examples that are to be compared with data: in its shape, where they have as many values, and within its range.
     *
     * @throws DataException if they do not fit; says what to do
     */
    public static Examples readLike(DatasetInfo data, Path path) {
        boolean folder = Files.isDirectory(path);
        ValueRange range = data.range().isBounded() ? data.range() : ValueRange.SIGNED;
        Examples read = folder ? ImageFolder.readLike(data, path, range) : array(path);
        return like(data, path.toString(), read);
    }

    /**
     * Examples in the shape of data that they are to be compared with.
     *
     * @param name what the examples are called in messages
     * @throws DataException if they are of another size or leave the data's range; says what to do
     */
    public static Examples like(DatasetInfo data, String name, Examples examples) {
        if (examples.shape().elements() != data.shape().elements()) {
            throw new DataException(name + ": has examples of " + examples.shape() + ", " + data.name() + " has "
                    + data.shape() + ". Compare examples of one shape.");
        }
        if (data.range().isBounded()) {
            requireWithin(data, name, examples);
        }
        return new Examples(data.shape(), examples.values(), examples.labels());
    }

    private static void requireWithin(DatasetInfo data, String name, Examples examples) {
        double tolerance = 1e-3 * (data.range().high() - data.range().low());
        for (int i = 0; i < examples.values().length; i++) {
            double value = examples.values()[i];
            if (value < data.range().low() - tolerance || value > data.range().high() + tolerance) {
                throw new DataException(
                        name + ": example " + i / examples.shape().elements() + " contains "
                                + examples.values()[i] + ", values of " + data.name() + " lie in "
                                + data.range().low() + " to "
                                + data.range().high() + ". Rescale the file.");
            }
        }
    }

    private static Examples array(Path path) {
        NpyArray array = NpyArray.read(path);
        long[] shape = array.shape();
        if (shape.length < 2 || shape.length > 4 || array.count() == 0) {
            throw new DataException(path + ": has shape " + Arrays.toString(shape)
                    + ". Save [N, features], [N, height, width] or [N, channels, height, width].");
        }
        int[] sizes = Arrays.stream(shape).skip(1).mapToInt(Math::toIntExact).toArray();
        boolean channelsLast = sizes.length == 3 && sizes[0] > 4 && sizes[2] <= 4;
        if (channelsLast) {
            throw new DataException(path + ": has shape " + Arrays.toString(shape)
                    + ", which looks like channels last. Save [N, channels, height, width].");
        }
        TensorShape example = sizes.length == 2 ? TensorShape.of(1, sizes[0], sizes[1]) : TensorShape.of(sizes);
        int[] labels = new int[Math.toIntExact(shape[0])];
        Arrays.fill(labels, -1);
        return new Examples(example, array.floats(), labels);
    }

    /**
     * What is known of examples in a file: vectors have no range; images have the least usual one that holds them, and
     * those of a folder the one that they were read in, however bright they are.
     */
    public static DatasetInfo describe(Path path, Examples examples) {
        return new DatasetInfo(
                path.getFileName().toString(),
                examples.shape(),
                Files.isDirectory(path)
                        ? ValueRange.SIGNED
                        : examples.shape().isImage() ? range(examples) : ValueRange.UNBOUNDED,
                OptionalInt.of(examples.count()),
                List.of(),
                "unknown",
                "unknown",
                "sha256 " + hash(examples));
    }

    private static ValueRange range(Examples examples) {
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : examples.values()) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        for (ValueRange range : USUAL_RANGES) {
            if (least >= range.low() && greatest <= range.high()) {
                return range;
            }
        }
        return ValueRange.UNBOUNDED;
    }

    private static String hash(Examples examples) {
        MessageDigest digest = Sha256.digest();
        ByteBuffer bytes = ByteBuffer.allocate(examples.shape().elements() * Float.BYTES);
        for (int i = 0; i < examples.count(); i++) {
            bytes.asFloatBuffer()
                    .put(
                            examples.values(),
                            i * examples.shape().elements(),
                            examples.shape().elements());
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
