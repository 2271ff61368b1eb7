package org.ganlib.cli.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.ganlib.datasets.array.ArrayLayout;
import org.ganlib.file.NpyArray;
import org.ganlib.file.Rounding;
import org.ganlib.problem.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A point that is subtracted from every file of vectors before the numbers are rounded to floats.
 * In coordinates where rounding would make different examples equal, it is the mean of the real
 * examples; in the others it is 0. Distances between examples do not change.
 *
 * @param offsets the number that is subtracted from each coordinate
 * @param statement a sentence about the subtraction, for a result's record
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Origin(double[] offsets, String statement) {
    private static final Logger LOG = LoggerFactory.getLogger(Origin.class);

    /**
     * The origin that these files need. If one is needed, that is logged.
     *
     * @param real the real examples
     * @param others the .npy files they are compared with
     * @return empty where rounding loses nothing
     * @throws DataException if the files hold images and rounding would make different pixels equal
     */
    public static Optional<Origin> of(Path real, List<Path> others, ArrayLayout layout) {
        boolean exact = Stream.concat(Stream.of(real), others.stream())
                .allMatch(path -> NpyArray.typeOf(path).fitsFloat());
        if (exact) {
            return Optional.empty();
        }
        SampleArray first = SampleArray.read(real, layout);
        List<Rounding.Column> columns = first.columns();
        boolean[] lost = new boolean[columns.size()];
        String example = first.exact() ? "" : note(first, columns, lost);
        for (Path path : others) {
            SampleArray other = SampleArray.readLike(path, layout, first.shape());
            if (!other.exact() && other.shape().elements() == first.shape().elements()) {
                List<Rounding.Column> measured = other.columns();
                String found = note(other, measured, lost);
                example = example.isEmpty() ? found : example;
                tellDistant(path, measured, columns);
            }
        }
        return example.isEmpty() ? Optional.empty() : Optional.of(of(real, columns, lost, example));
    }

    /**
     * Marks the columns in which rounding makes examples equal, and describes the first of them.
     */
    private static String note(SampleArray array, List<Rounding.Column> columns, boolean[] lost) {
        String example = "";
        for (Rounding.Column column : columns) {
            if (column.lost()) {
                requireVectors(array, column);
                lost[column.index()] = true;
                example = example.isEmpty()
                        ? array.path() + ": column " + column.index() + " (" + column.text() + ")"
                        : example;
            }
        }
        return example;
    }

    /**
     * @throws DataException if an array holds images: a pixel's value has a meaning of its own, so
     *     nothing may be subtracted from it
     */
    static void requireVectors(SampleArray array, Rounding.Column pixels) {
        if (array.shape().isImage()) {
            throw new DataException(array.path() + ": 32-bit floats cannot tell its pixels apart (" + pixels.text()
                    + "). Save them scaled to 0…1 or -1…1.");
        }
    }

    private static void tellDistant(Path path, List<Rounding.Column> measured, List<Rounding.Column> real) {
        List<Integer> distant = new ArrayList<>();
        for (Rounding.Column column : measured) {
            if (column.lostFrom(real.get(column.index()).centre())) {
                distant.add(column.index());
            }
        }
        if (!distant.isEmpty()) {
            LOG.warn(
                    "{}: column {} lies so far from the real examples that 32-bit floats cannot tell its own numbers"
                            + " apart ({}); metrics that look for neighbours among generated examples suffer.",
                    path,
                    distant.get(0),
                    measured.get(distant.get(0)).text());
        }
    }

    private static Origin of(Path real, List<Rounding.Column> columns, boolean[] lost, String example) {
        double[] offsets = new double[columns.size()];
        int count = 0;
        int first = -1;
        for (int i = 0; i < offsets.length; i++) {
            if (lost[i]) {
                offsets[i] = columns.get(i).centre();
                first = first < 0 ? i : first;
                count++;
            }
        }
        String statement = String.format(
                Locale.ROOT,
                "%.9g from column %d%s of every file, the mean of %s",
                offsets[first],
                first,
                count > 1 ? ", likewise from " + (count - 1) + " more," : "",
                real.getFileName());
        LOG.info(
                "{} cannot be told apart in 32-bit floats. Subtracted before rounding: {}. Distances stay as they are.",
                example,
                statement);
        return new Origin(offsets, statement);
    }
}
