package org.ganlib.cli.evaluate;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ganlib.file.Rounding;
import org.ganlib.file.Sha256;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.SettingText;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Examples of any framework: an .npy file, or a folder of images. */
public final class SampleFile {
    private static final Logger LOG = LoggerFactory.getLogger(SampleFile.class);
    private static final List<ValueRange> USUAL_RANGES =
            List.of(ValueRange.UNIT, ValueRange.SIGNED, new ValueRange(0, 255));

    private SampleFile() {}

    /**
     * Reads examples whose shape nothing else decides: [N, d] are vectors; [N, h, w], [N, c, h, w]
     * and [N, h, w, c] are images.
     *
     * @throws DataException if the file cannot be read as examples; the message names it
     */
    public static Examples read(Path path, ArrayReading how) {
        return Files.isDirectory(path)
                ? SampleFolder.read(path, ValueRange.SIGNED)
                : rounded(SampleArray.read(path, how.layout()), how.origin());
    }

    /**
     * Reads examples that are to be compared with data: in its shape, where they have as many
     * values, and within its range.
     *
     * @throws DataException if they do not fit; says what to do
     */
    public static Examples readLike(DatasetInfo data, Path path, ArrayReading how) {
        boolean folder = Files.isDirectory(path);
        ValueRange range = data.range().isBounded() ? data.range() : ValueRange.SIGNED;
        Examples read = folder
                ? SampleFolder.readLike(data, path, range)
                : rounded(SampleArray.readLike(path, how.layout(), data.shape()), how.origin());
        // The images of a folder were scaled to the range, so their own minimum and maximum say
        // nothing about it.
        return folder ? fitting(data, path.toString(), read) : like(data, path.toString(), read);
    }

    private static Examples rounded(SampleArray array, Optional<Origin> origin) {
        if (array.moved()) {
            LOG.info(
                    "{}: is read as [N, height, width, channels], images of {}. Give {} channels-first if it is not.",
                    array.path(),
                    array.shape(),
                    SampleArray.OPTION);
        }
        if (origin.isPresent()) {
            return array.examples(origin.get().offsets());
        }
        if (!array.exact()) {
            array.columns().stream().filter(Rounding.Column::lost).findFirst().ifPresent(column -> {
                Origin.requireVectors(array, column);
                throw new DataException(array.path() + ": 32-bit floats cannot tell the numbers of column "
                        + column.index() + " apart (" + column.text() + "). Subtract the same numbers from these and"
                        + " from the real examples, and save float32.");
            });
        }
        return array.examples();
    }

    /**
     * Examples in the shape of data that they are to be compared with.
     *
     * @param name what the examples are called in messages
     * @throws DataException if they are of another size or leave the data's range; says what to do
     */
    public static Examples like(DatasetInfo data, String name, Examples examples) {
        Examples fitting = fitting(data, name, examples);
        if (data.shape().isImage()) {
            tellOtherRange(data, name, range(examples));
        }
        return fitting;
    }

    private static Examples fitting(DatasetInfo data, String name, Examples examples) {
        if (!fits(examples.shape(), data.shape())) {
            throw new DataException(name + ": has examples of " + examples.shape() + ", " + data.name() + " has "
                    + data.shape() + ". Compare examples of one shape.");
        }
        if (data.range().isBounded()) {
            requireWithin(data, name, examples);
        }
        return new Examples(data.shape(), examples.values(), examples.labels());
    }

    /**
     * Tells whether examples of one shape can be read as examples of another. Vectors may be images
     * written row by row, and the reverse. Images of different shapes never match.
     */
    private static boolean fits(TensorShape shape, TensorShape wanted) {
        return shape.elements() == wanted.elements() && (!shape.isImage() || !wanted.isImage() || shape.equals(wanted));
    }

    /**
     * Logs that the range of these images is narrower than that of the data. Images in 0…1 also lie
     * in 0…255 and in −1…1, but they are hardly meant to be in those ranges.
     */
    private static void tellOtherRange(DatasetInfo data, String name, ValueRange found) {
        if (data.range().isBounded()
                && found.isBounded()
                && (found.low() > data.range().low()
                        || found.high() < data.range().high())) {
            LOG.info(
                    "{}: values lie in {}…{}, those of {} in {}…{}. They are compared as they are; scale them alike if"
                            + " they are not.",
                    name,
                    SettingText.number(found.low()),
                    SettingText.number(found.high()),
                    data.name(),
                    SettingText.number(data.range().low()),
                    SettingText.number(data.range().high()));
        }
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

    /**
     * Describes the examples of a file. Vectors have no range. Images in an array have the smallest
     * usual range that holds them; images of a folder have the range they were scaled to, however
     * bright they are.
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
