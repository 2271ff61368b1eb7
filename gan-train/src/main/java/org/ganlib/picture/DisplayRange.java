package org.ganlib.picture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.ganlib.file.AtomicFile;
import org.ganlib.json.BoundedJson;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.DataException;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Subset;
import org.ganlib.train.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values that pictures of images show as black and as white. For data with a bounded range,
 * these are the ends of that range. For data without one, all pictures of a run share one range,
 * from the minimum to the maximum of its training examples, and {@code display.json} in the run
 * directory records it. If each picture used the range of its own images, the same image would look
 * different next to other images.
 */
public final class DisplayRange {
    private static final Logger LOG = LoggerFactory.getLogger(DisplayRange.class);

    /**
     * The maximum number of values that are read to find the range, so that a picture takes little
     * time.
     */
    private static final int MOST_NUMBERS = 1 << 24;

    private static final int CHUNK_NUMBERS = 1 << 20;
    /** The seed is constant, so that every run on the same data looks through the same examples. */
    private static final long SEED = 0;

    /**
     * A range and the number of examples it was computed from.
     *
     * @param range the range, bounded
     * @param examples the number of examples looked through, a random subset where these are not
     *     all
     */
    private record Computed(ValueRange range, int examples) {}

    private DisplayRange() {}

    /**
     * The range in which images of this data are shown. It is the data's own range if that is
     * bounded or the examples are no images.
     */
    public static ValueRange of(Dataset data) {
        return isNeeded(data.info()) ? compute(data).range() : data.info().range();
    }

    /**
     * The range in which images of a run are shown. It is read from the run's record; runs of older
     * versions have no record, so there it is computed from the data.
     *
     * @param info the description of the run's data
     * @param data supplies the training data, called only if needed; if it throws a {@link
     *     DataException}, each picture uses its own minimum and maximum
     * @throws DataException if the record is damaged
     */
    public static ValueRange ofRun(RunDirectory run, DatasetInfo info, Supplier<Dataset> data) {
        if (!isNeeded(info)) {
            return info.range();
        }
        if (Files.exists(run.display())) {
            return read(run.display());
        }
        try {
            return compute(data.get()).range();
        } catch (DataException e) {
            LOG.info(
                    "{}: has no display.json, and its data cannot be read: the picture shows its own least value as black"
                            + " and its greatest as white",
                    run.root());
            return info.range();
        }
    }

    /**
     * Records the range for a run's pictures, unless the data's own range is used or the range is
     * recorded already.
     */
    public static void record(RunDirectory run, Dataset data) {
        if (!isNeeded(data.info()) || Files.exists(run.display())) {
            return;
        }
        Computed computed = compute(data);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("low", computed.range().low());
        content.put("high", computed.range().high());
        content.put("examples", computed.examples());
        try {
            AtomicFile.write(
                    run.display(),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts and numbers is always JSON", e);
        }
        LOG.info(String.format(
                Locale.ROOT,
                "pictures: from black at %s to white at %s, the extremes of %,d training examples",
                computed.range().low(),
                computed.range().high(),
                computed.examples()));
    }

    private static boolean isNeeded(DatasetInfo info) {
        return info.shape().isImage()
                && ImageGrid.canDraw(info.shape())
                && !info.range().isBounded();
    }

    private static ValueRange read(Path file) {
        try {
            JsonNode content = BoundedJson.read(file);
            double low = content.path("low").asDouble(Double.NaN);
            double high = content.path("high").asDouble(Double.NaN);
            if (Double.isFinite(low) && Double.isFinite(high) && low < high) {
                return new ValueRange(low, high);
            }
        } catch (IOException e) {
            throw damaged(file, e);
        }
        throw damaged(file, null);
    }

    private static DataException damaged(Path file, Throwable cause) {
        return new DataException(
                file
                        + ": is damaged: expected JSON with finite numbers low < high. Remove it, and the range is computed from the"
                        + " data.",
                cause);
    }

    private static Computed compute(Dataset data) {
        int elements = data.info().shape().elements();
        int most = Math.max(1, MOST_NUMBERS / elements);
        int chunk = Math.max(1, CHUNK_NUMBERS / elements);
        Extremes extremes = new Extremes();
        if (data.info().examples().isEmpty()) {
            extremes.add(data.read(0, most).values());
            return new Computed(extremes.range(), most);
        }
        int[] indices = Subset.of(data, most, SEED, "display").indices();
        for (int from = 0; from < indices.length; from += chunk) {
            int to = Math.min(from + chunk, indices.length);
            extremes.add(data.read(Arrays.copyOfRange(indices, from, to)).values());
        }
        return new Computed(extremes.range(), indices.length);
    }

    /** The smallest and the largest finite number so far. */
    private static final class Extremes {
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;

        private void add(float[] values) {
            for (float value : values) {
                if (Float.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }

        /**
         * The range from the minimum to the maximum. If all values are equal, the range is chosen
         * so that they appear as middle grey.
         */
        private ValueRange range() {
            if (low > high) {
                return ValueRange.UNIT;
            }
            double room = Math.max(0.5, Math.abs(low) * 0.5);
            return low < high ? new ValueRange(low, high) : new ValueRange(low - room, high + room);
        }
    }
}
