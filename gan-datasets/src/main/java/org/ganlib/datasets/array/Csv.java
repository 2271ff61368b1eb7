package org.ganlib.datasets.array;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.ganlib.network.TensorShape;
import org.ganlib.network.ValueRange;
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

/**
 * Examples from a table in text: a row each, all columns numbers but one that may name the class. A first row that is not all numbers names
 * the columns.
 *
 * @param file the table; a path, or a name in a data directory
 * @param label the column that holds classes, by its name or its number from 1; none for examples without classes
 * @param separator what stands between columns
 * @param holdOut share of examples held out
 * @param holdOutRule how they are chosen
 * @param holdOutSeed which ones
 */
@PluginName(value = "csv", summary = "Examples from the rows of a table in text, with an optional column of classes.")
@Facts({
    "examples: vectors of a number for each column, unbounded; classes where label names a column",
    "licence: " + ArrayDataset.LICENCE
})
public record Csv(
        @Setting("the table: a path, or a name in a data directory")
        String file,

        @Setting("the column that holds classes, by its name or its number from 1; none for examples without classes")
        Optional<String> label,

        @Setting("one character that stands between columns")
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
    /** The file examples.csv, separated by commas, without classes, a tenth held out. */
    public Csv() {
        this("examples.csv", Optional.empty(), ",", 0.1);
    }

    /** Held-out examples are {@link HoldOut.Rule#STRATIFIED}, with the seed 0. */
    public Csv(String file, Optional<String> label, String separator, double holdOut) {
        this(file, label, separator, holdOut, HoldOut.Rule.STRATIFIED, 0);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public Csv {
        Settings.check()
                .rule(!file.isBlank(), "file", "must name a file")
                .rule(
                        separator.length() == 1 && "\"\r\n".indexOf(separator.charAt(0)) < 0,
                        "separator",
                        "must be one character, no quote and no line break, was '" + separator + "'")
                .rule(holdOut >= 0 && holdOut < 1, "hold-out", "must be in [0, 1), was " + holdOut)
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        Path found = ArrayFile.find(file, location);
        Table table = new Table(found.toString());
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (BufferedReader reader = Files.newBufferedReader(found, StandardCharsets.UTF_8);
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
        private final List<float[]> rows = new ArrayList<>();
        private final List<Integer> labels = new ArrayList<>();
        private final Map<String, Integer> classes = new LinkedHashMap<>();
        private int columns = -1;
        private int labelColumn = -1;

        private Table(String name) {
            this.name = name;
        }

        private void add(CSVRecord row, Optional<String> label) {
            if (columns < 0) {
                columns = row.size();
                labelColumn = label.map(wanted -> column(row, wanted)).orElse(-1);
                if (columns - (labelColumn >= 0 ? 1 : 0) < 1) {
                    throw new DataException(name + ": has no column of numbers");
                }
                if (isHeader(row)) {
                    return;
                }
            }
            if (row.size() != columns) {
                throw new DataException(name + ": row " + row.getRecordNumber() + " has " + row.size()
                        + " columns, but the first has " + columns + ". Correct it.");
            }
            float[] values = new float[columns - (labelColumn >= 0 ? 1 : 0)];
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
            if (wanted.matches("[1-9][0-9]{0,8}") && Integer.parseInt(wanted) <= row.size()) {
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

        private boolean isHeader(CSVRecord row) {
            for (int i = 0; i < row.size(); i++) {
                if (i != labelColumn && !isNumber(row.get(i))) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isNumber(String text) {
            try {
                Float.parseFloat(text);
                return true;
            } catch (NumberFormatException e) {
                return false;
            }
        }

        private float number(CSVRecord row, int column) {
            String text = row.get(column);
            if (isNumber(text) && Float.isFinite(Float.parseFloat(text))) {
                return Float.parseFloat(text);
            }
            throw new DataException(name + ": row " + row.getRecordNumber() + ", column " + (column + 1) + " is '"
                    + OneLine.of(text) + "', expected a finite number. Correct it, or name the column of classes in"
                    + " dataset.label.");
        }

        private Dataset open(HoldOut holdOut, Split split) {
            if (rows.isEmpty()) {
                throw new DataException(name + ": has no rows of numbers.");
            }
            int width = rows.get(0).length;
            float[] values = new float[Math.multiplyExact(rows.size(), width)];
            for (int i = 0; i < rows.size(); i++) {
                System.arraycopy(rows.get(i), 0, values, i * width, width);
            }
            int[] numbered = labelColumn < 0
                    ? Labels.none(rows.size())
                    : labels.stream().mapToInt(Integer::intValue).toArray();
            List<String> names = new ArrayList<>(classes.keySet());
            names.replaceAll(n -> n.isEmpty() ? "(empty)" : n);
            return ArrayDataset.open(
                    "csv",
                    name,
                    TensorShape.of(width),
                    ValueRange.UNBOUNDED,
                    values,
                    numbered,
                    List.copyOf(names),
                    holdOut,
                    split,
                    Augmentation.NONE);
        }
    }
}
