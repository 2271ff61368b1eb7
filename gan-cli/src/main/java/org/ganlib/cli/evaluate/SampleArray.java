package org.ganlib.cli.evaluate;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ganlib.datasets.array.ArrayLayout;
import org.ganlib.file.NpyArray;
import org.ganlib.file.Numbers;
import org.ganlib.file.Rounding;
import org.ganlib.problem.DataException;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;

/**
 * The examples of an .npy file, before their numbers are rounded to floats.
 *
 * @param path the file
 * @param shape the shape of one example
 * @param numbers all numbers, channels first
 * @param exact true if every number is a float already
 * @param moved true if the file has the channels last and this was inferred from its sizes
 */
record SampleArray(Path path, TensorShape shape, Numbers numbers, boolean exact, boolean moved) {
    /** The option that names the layout if the sizes of an array do not tell it. */
    static final String OPTION = "--layout";

    /**
     * Reads a file without knowing what its examples are compared with.
     *
     * @throws DataException if it is no array of examples, or its sizes do not tell which dimension
     *     is the channels
     */
    static SampleArray read(Path path, ArrayLayout layout) {
        NpyArray array = array(path);
        return of(path, array, layout, layout.of(path.toString(), OPTION, array.shape()));
    }

    /**
     * Reads a file whose examples are compared with others. If the option does not name the layout,
     * the shape of those others decides it.
     *
     * @throws DataException if it is no array of examples, or its sizes do not tell which dimension
     *     is the channels
     */
    static SampleArray readLike(Path path, ArrayLayout layout, TensorShape others) {
        NpyArray array = array(path);
        long[] sizes = array.shape();
        if (layout == ArrayLayout.AUTO && sizes.length == 4 && others.isImage()) {
            boolean first = ArrayLayout.CHANNELS_FIRST.example(sizes).equals(others);
            boolean last = ArrayLayout.CHANNELS_LAST.example(sizes).equals(others);
            if (first != last) {
                return of(path, array, layout, first ? ArrayLayout.CHANNELS_FIRST : ArrayLayout.CHANNELS_LAST);
            }
        }
        return of(path, array, layout, layout.of(path.toString(), OPTION, sizes));
    }

    private static SampleArray of(Path path, NpyArray array, ArrayLayout asked, ArrayLayout found) {
        TensorShape shape = found.example(array.shape());
        if (!array.type().fitsFloat()) {
            Rounding.requireFloats(path.toString(), array, shape.elements());
        }
        return new SampleArray(
                path,
                shape,
                found.channelsFirst(array, shape),
                array.type().fitsFloat(),
                asked == ArrayLayout.AUTO && found == ArrayLayout.CHANNELS_LAST);
    }

    private static NpyArray array(Path path) {
        NpyArray array = NpyArray.read(path);
        long[] shape = array.shape();
        if (shape.length < 2 || shape.length > 4 || array.count() == 0) {
            throw new DataException(path + ": has shape " + Arrays.toString(shape)
                    + ". Save [N, features], [N, height, width] or [N, channels, height, width].");
        }
        return array;
    }

    /**
     * The effect of rounding, for each coordinate of vectors or for all pixels of images together.
     */
    List<Rounding.Column> columns() {
        return Rounding.columns(numbers, shape.isImage() ? 1 : shape.elements());
    }

    /** The examples, with their numbers rounded to floats. */
    Examples examples() {
        return examples(Rounding.floats(numbers));
    }

    /** The examples minus an origin, which is subtracted before rounding. */
    Examples examples(double[] origin) {
        return examples(Rounding.floats(numbers, origin));
    }

    private Examples examples(float[] values) {
        int[] labels = new int[values.length / shape.elements()];
        Arrays.fill(labels, -1);
        return new Examples(shape, values, labels);
    }
}
