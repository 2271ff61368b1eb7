package org.ganlib.datasets.array;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.file.Rounding;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.DataPath;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.InOlderRuns;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;

/**
 * Examples from a table in a text file, one per row. All columns are numbers, except one that may
 * name the class. If the first row is not all numbers, it names the columns.
 *
 * @param file the table; a path, or a name in a data directory
 * @param label the name of the column of classes, or its number from 1; none for examples without
 *     classes
 * @param separator the separator between columns: a character, or its name, such as {@code tab}
 * @param holdOut the share of examples that is held out
 * @param holdOutRule the rule by which they are chosen
 * @param holdOutSeed the seed with which they are chosen
 */
@PluginName(value = "csv", summary = "Examples from the rows of a table in text, with an optional column of classes.")
@Facts({
    "examples: vectors of a number for each column, unbounded; classes where label names a column",
    "licence: " + ArrayDataset.LICENCE
})
public record Csv(
        @DataPath(DataPath.Kind.FILE) @Setting("the table: a path, or a name in a data directory")
        String file,

        @Setting("the column that holds classes, by its name or its number from 1; none for examples without classes")
        Optional<String> label,

        @Setting("what stands between columns: comma, semicolon, tab, space, pipe, or one character")
        String separator,

        @Setting("share of examples held out, in [0, 1): 0.1 is a tenth")
        double holdOut,

        @Setting(
                "how they are chosen: stratified (at random, each class in proportion) or every-nth (spread evenly over"
                        + " the file's order, which may take whole classes)")
        @InOlderRuns("every-nth")
        HoldOut.Rule holdOutRule,

        @Setting("which examples stratified chooses; all runs with the same number hold out the same ones")
        long holdOutSeed)
        implements DatasetSource {
    /** The maximum length of a line: a row of a million numbers fits. */
    private static final long LONGEST_LINE = 1 << 24;

    /** The file examples.csv, separated by commas, without classes, a tenth held out. */
    public Csv() {
        this("examples.csv", Optional.empty(), ",", 0.1);
    }

    /** Reads a table whose held-out examples are {@link HoldOut.Rule#STRATIFIED} with seed 0. */
    public Csv(String file, Optional<String> label, String separator, double holdOut) {
        this(file, label, separator, holdOut, HoldOut.Rule.STRATIFIED, 0);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public Csv {
        Settings.check()
                .rule(!file.isBlank(), "file", "must name a file")
                .rule(
                        CsvText.delimiter(separator).isPresent(),
                        "separator",
                        "must be comma, semicolon, tab, space, pipe, or one character, no quote and no line break, was '"
                                + separator + "'")
                .rule(holdOut >= 0 && holdOut < 1, "hold-out", "must be in [0, 1), was " + holdOut)
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        Path found = ArrayFile.find(file, location);
        Table table = new Table(found.toString(), separator);
        char delimiter = CsvText.delimiter(separator).orElseThrow();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (Reader reader = new LineLimit(CsvText.open(found), LONGEST_LINE);
                CSVParser parser =
                        CSVParser.builder().setReader(reader).setFormat(format).get()) {
            for (CSVRecord row : parser) {
                table.add(row, label);
            }
        } catch (UncheckedIOException | CharacterCodingException e) {
            Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
            throw new DataException(
                    found + ": is no table in UTF-8 text"
                            + (cause instanceof CharacterCodingException
                                    ? ""
                                    : " (" + OneLine.of(String.valueOf(cause.getMessage())) + ")")
                            + ". Save it again.",
                    e);
        }
        return table.open(new HoldOut(holdOut, holdOutRule, holdOutSeed), split);
    }

    /** What has been read so far. */
    private static final class Table {
        private final String name;
        private final String separator;
        private final List<double[]> rows = new ArrayList<>();
        private final List<Integer> labels = new ArrayList<>();
        private final Map<String, Integer> classes = new LinkedHashMap<>();
        private int columns = -1;
        private int labelColumn = -1;
        /** The first row, if it may be a row of names that happen to be numbers; otherwise null. */
        private String numberedNames;

        private Table(String name, String separator) {
            this.name = name;
            this.separator = separator;
        }

        private void add(CSVRecord row, Optional<String> label) {
            if (columns < 0) {
                columns = row.size();
                labelColumn = label.map(wanted -> column(row, wanted)).orElse(-1);
                if (columns - (labelColumn >= 0 ? 1 : 0) < 1) {
                    throw new DataException(name + ": has no column of numbers between separators '" + separator
                            + "'. Set dataset.separator.");
                }
                if (isHeader(row, label)) {
                    label.ifPresent(wanted -> requireOneColumn(row, wanted));
                    return;
                }
                if (isCount(row)) {
                    numberedNames = String.join(", ", row);
                }
            }
            if (row.size() != columns) {
                throw new DataException(name + ": row " + row.getRecordNumber() + " has " + row.size()
                        + " columns, but the first has " + columns + ". Correct it.");
            }
            double[] values = new double[columns - (labelColumn >= 0 ? 1 : 0)];
            int next = 0;
            for (int i = 0; i < columns; i++) {
                if (i == labelColumn) {
                    labels.add(classes.computeIfAbsent(row.get(i), key -> classes.size()));
                } else {
                    values[next++] = number(row, i);
                }
            }
            rows.add(values);
        }

        private int column(CSVRecord row, String wanted) {
            // Numbers first: without a row of names, a cell of the first row may happen to read like one.
            if (isNumberOfColumn(wanted, row)) {
                return Integer.parseInt(wanted) - 1;
            }
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i).equals(wanted)) {
                    return i;
                }
            }
            throw new DataException(name + ": has no column '" + wanted + "'. Its first row is "
                    + OneLine.of(String.join(", ", row)) + ". Set dataset.label to a name or a number from 1.");
        }

        /**
         * Tells whether the first row holds the names of columns. That is so if the class column is
         * given by name, or if one of its cells is neither a number in any spelling nor a mark for
         * a missing value.
         */
        private boolean isHeader(CSVRecord row, Optional<String> label) {
            if (label.isPresent() && !isNumberOfColumn(label.get(), row)) {
                return true;
            }
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                if (i != labelColumn && !CsvText.isAlmostNumber(cell) && !CsvText.isLeftOut(cell)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isNumberOfColumn(String label, CSVRecord row) {
            return label.matches("[1-9][0-9]{0,8}") && Integer.parseInt(label) <= row.size();
        }

        /**
         * Tells whether a row is 0, 1, 2, …, which programs write as the names of columns without
         * names.
         */
        private static boolean isCount(CSVRecord row) {
            for (int i = 0; i < row.size(); i++) {
                if (!row.get(i).equals(Integer.toString(i))) {
                    return false;
                }
            }
            return row.size() > 1;
        }

        /** Checks that the name or number given for a column means exactly one column. */
        private void requireOneColumn(CSVRecord names, String wanted) {
            for (int i = 0; i < names.size(); i++) {
                if (i != labelColumn && names.get(i).equals(wanted)) {
                    throw new DataException(name + ": '" + OneLine.of(wanted) + "' may be column " + (labelColumn + 1)
                            + ", called '" + OneLine.of(names.get(labelColumn)) + "', or column " + (i + 1)
                            + ", called '" + OneLine.of(wanted) + "'. Rename a column, or set dataset.label to a number"
                            + " that is no name.");
                }
            }
        }

        private double number(CSVRecord row, int column) {
            String text = row.get(column);
            String where = name + ": row " + row.getRecordNumber() + ", column " + (column + 1) + " is '"
                    + OneLine.of(text) + "', ";
            if (!CsvText.isNumber(text)) {
                throw new DataException(where + "expected a finite number. Correct it, or name the column of classes in"
                        + " dataset.label.");
            }
            double number = Double.parseDouble(text);
            if (Float.isInfinite((float) number)) {
                throw new DataException(where + "beyond the range of 32-bit floats (±3.4e38). Rescale it.");
            }
            return number;
        }

        private Dataset open(HoldOut holdOut, Split split) {
            if (rows.isEmpty()) {
                throw new DataException(name + ": has no rows of numbers.");
            }
            int width = rows.get(0).length;
            CsvNumbers numbers = CsvNumbers.of(rows);
            if (split == Split.TRAINING) {
                ArrayImages.tellLosses(name, Rounding.losses(numbers, width));
            }
            int[] numbered = labelColumn < 0
                    ? LabelArray.none(rows.size())
                    : labels.stream().mapToInt(Integer::intValue).toArray();
            List<String> names = new ArrayList<>(classes.keySet());
            names.replaceAll(n -> n.isEmpty() ? "(empty)" : n);
            return ArrayDataset.open(
                    "csv",
                    name,
                    TensorShape.of(width),
                    ValueRange.UNBOUNDED,
                    Rounding.floats(numbers),
                    numbered,
                    List.copyOf(names),
                    numberedNames == null
                            ? List.of()
                            : List.of(name + ": the first row, " + OneLine.of(numberedNames)
                                    + ", is read as an example; delete it if it holds the names of columns"),
                    holdOut,
                    split,
                    Augmentation.NONE);
        }
    }
}
