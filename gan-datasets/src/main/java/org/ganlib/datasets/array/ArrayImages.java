package org.ganlib.datasets.array;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ganlib.file.MappedArray;
import org.ganlib.file.NpyArray;
import org.ganlib.file.Rounding;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.SettingText;
import org.ganlib.problem.DataException;
import org.ganlib.tensor.TensorShape;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an array as examples. Whatever is inferred is logged, together with the setting that
 * overrides it.
 *
 * @param layout the order of the dimensions of images
 * @param range the range of the examples
 * @param stored the range of the array's numbers
 */
record ArrayImages(ArrayLayout layout, ArrayRange range, StoredRange stored) {
    private static final Logger LOG = LoggerFactory.getLogger(ArrayImages.class);

    /**
     * The examples in the order of the file.
     *
     * @param shape the shape of one
     * @param range the range of all values
     * @param values all values, channels first
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from the reader to the data set, never compared
    record Values(TensorShape shape, ValueRange range, float[] values) {}

    /**
     * Reads all examples.
     *
     * @param name the name of the array in messages
     * @param told true to log what was inferred
     * @throws DataException if the array's shape is no shape of examples, or a number lies outside
     *     its range
     */
    Values read(String name, NpyArray array, boolean told) {
        long[] sizes = array.shape();
        requireExamples(name, sizes);
        ArrayLayout found = found(name, sizes, told);
        TensorShape shape = found.example(sizes);
        ValueRange bounds = bounds(array.type());
        if (!array.type().fitsFloat()) {
            Rounding.requireFloats(name, array, shape.elements());
            if (told) {
                tellLosses(name, array, shape);
            }
        }
        Optional<ValueRange> from = stored.mappedFrom(array.type() == NpyArray.Type.U1, bounds);
        for (int i = 0; i < array.count(); i++) {
            requireWithin(name, i / shape.elements(), i % shape.elements(), array.rounded(i), from.orElse(bounds));
        }
        float[] values = Rounding.floats(found.channelsFirst(array, shape));
        from.ifPresent(range -> map(values, 0, values.length, range, bounds));
        if (told && isToldOf(shape, bounds)) {
            tellRange(name, array.type(), "", values);
        }
        return new Values(shape, bounds, values);
    }

    /**
     * Takes a mapped array as examples. Only a sample of them is read here, and none of it if each of
     * their bytes is in range.
     *
     * @param told true to log what was inferred
     * @throws DataException if the array's shape is no shape of examples, or a number of the sample
     *     lies outside its range
     */
    MappedImages open(MappedArray array, boolean told) {
        String name = array.name();
        long[] sizes = array.shape();
        requireExamples(name, sizes);
        ArrayLayout found = found(name, sizes, told);
        TensorShape shape = found.example(sizes);
        ValueRange bounds = bounds(array.type());
        MappedImages images = new MappedImages(
                this, array, shape, found, bounds, stored.mappedFrom(array.type() == NpyArray.Type.U1, bounds));
        boolean tellsRange = told && isToldOf(shape, bounds);
        float[] sample = tellsRange || !images.takesAnyByte() ? images.sample() : new float[0];
        if (tellsRange) {
            int count = sample.length / shape.elements();
            tellRange(name, array.type(), String.format(Locale.ROOT, " (in a sample of %,d)", count), sample);
        }
        return images;
    }

    private ArrayLayout found(String name, long[] sizes, boolean told) {
        ArrayLayout found = layout.of(name, "dataset.layout", sizes);
        if (told && found == ArrayLayout.CHANNELS_LAST && layout == ArrayLayout.AUTO) {
            LOG.info(
                    "{}: {} is read as [N, height, width, channels], images of {}. Set dataset.layout to"
                            + " channels-first if it is not.",
                    name,
                    Arrays.toString(sizes),
                    found.example(sizes));
        }
        return found;
    }

    private boolean isToldOf(TensorShape shape, ValueRange bounds) {
        return range == ArrayRange.AUTO && shape.isImage() && !bounds.isBounded();
    }

    /** Logs the columns in which rounding makes different examples equal. */
    static void tellLosses(String name, List<Rounding.Column> losses) {
        if (!losses.isEmpty()) {
            LOG.warn(
                    "{}: 32-bit floats cannot tell the numbers of column {}{} apart ({}). Save them less their mean:"
                            + " (array - array.mean(axis=0)).astype('float32')",
                    name,
                    losses.get(0).index(),
                    losses.size() > 1 ? " and of " + (losses.size() - 1) + " more columns" : "",
                    losses.get(0).text());
        }
    }

    private static void tellLosses(String name, NpyArray array, TensorShape shape) {
        if (!shape.isImage()) {
            tellLosses(name, Rounding.losses(array, shape.elements()));
            return;
        }
        Rounding.losses(array, 1)
                .forEach(pixels -> LOG.warn(
                        "{}: 32-bit floats cannot tell its pixels apart ({}). Save them scaled to 0…1 or -1…1.",
                        name,
                        pixels.text()));
    }

    private static void requireExamples(String name, long[] sizes) {
        boolean fits =
                sizes.length >= 2 && sizes.length <= 4 && Arrays.stream(sizes).allMatch(size -> size >= 1);
        if (!fits) {
            throw new DataException(name + ": has the shape " + Arrays.toString(sizes)
                    + ", expected [N, features], [N, height, width] or [N, channels, height, width], each at least 1.");
        }
    }

    private ValueRange bounds(NpyArray.Type type) {
        return switch (range) {
            case SIGNED -> ValueRange.SIGNED;
            case UNIT -> ValueRange.UNIT;
            case UNBOUNDED -> ValueRange.UNBOUNDED;
            case AUTO ->
                type == NpyArray.Type.U1 || stored != StoredRange.AUTO ? ValueRange.SIGNED : ValueRange.UNBOUNDED;
        };
    }

    /**
     * Checks a number as it is stored.
     *
     * @param example the index of its example
     * @param index its index within the example, in the order of the file
     * @throws DataException if it is not finite, or lies outside the range
     */
    void requireWithin(String name, int example, int index, float value, ValueRange expected) {
        if (!Float.isFinite(value) || value < expected.low() || value > expected.high()) {
            throw outside(name, example, index, value, expected);
        }
    }

    /** Maps the values at {@code start ≤ index < end} from one range to another. */
    static void map(float[] values, int start, int end, ValueRange from, ValueRange to) {
        for (int i = start; i < end; i++) {
            double part = (to.high() - to.low()) * (values[i] - from.low());
            values[i] = (float) (to.low() + part / (from.high() - from.low()));
        }
    }

    private DataException outside(String name, int example, int index, float value, ValueRange expected) {
        String setting =
                stored == StoredRange.AUTO ? " or set dataset.range or dataset.stored" : " or set dataset.stored";
        return new DataException(String.format(
                Locale.ROOT,
                "%s: value %,d of example %,d is %s, expected %s. Correct it%s.",
                name,
                index,
                example,
                value,
                expected.isBounded()
                        ? "a number in [" + expected.low() + ", " + expected.high() + "]"
                        : "a finite number",
                expected.isBounded() ? setting : ""));
    }

    private static void tellRange(String name, NpyArray.Type type, String sample, float[] values) {
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        String advice = "dataset.stored to where they lie";
        if (least >= 0 && greatest <= 1) {
            advice = "dataset.range=unit to state that they lie in 0…1, or dataset.stored=unit to scale them to -1…1";
        } else if (least >= -1 && greatest <= 1) {
            advice = "dataset.range=signed to state that they lie in -1…1";
        } else if (least >= 0 && greatest <= 255) {
            advice = "dataset.stored=bytes to scale them from 0…255 to -1…1";
        }
        LOG.info(
                "{}: images of {} from {} to {}{} are taken as they are, as values without bounds. Set {}, or"
                        + " dataset.range=unbounded to keep them so.",
                name,
                type.isInteger() ? "whole numbers" : "numbers",
                SettingText.number(least),
                SettingText.number(greatest),
                sample,
                advice);
    }
}
