package org.ganlib.cli.render;

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
 * The values that pictures of images show as black and as white. Images in a bounded range are
 * shown in it. Where the range has no ends, all pictures of a run share one: from the least to the
 * greatest value of its training examples, which {@code display.json} in the run directory records.
 * The range of the pictured images themselves would draw the same image differently in different
 * company.
 */
public final class DisplayRange {
    private static final Logger LOG = LoggerFactory.getLogger(DisplayRange.class);

    /** Looking through more numbers would take longer than a picture should. */
    private static final int MOST_NUMBERS = 1 << 24;

    private static final int CHUNK_NUMBERS = 1 << 20;
    /**
     * The seed belongs to the data and not to a run: the same examples are looked through each
     * time.
     */
    private static final long SEED = 0;

    /**
     * A range and what it was computed from.
     *
     * @param range the range, bounded
     * @param examples how many examples were looked through, drawn at random where these are not
     *     all
     */
    private record Computed(ValueRange range, int examples) {}

    private DisplayRange() {}

    /**
     * The range that images of this data are shown in; the data's own range where that is bounded
     * or they are no images.
     */
    public static ValueRange of(Dataset data) {
        return isNeeded(data.info()) ? compute(data).range() : data.info().range();
    }

    /**
     * The range that images of a run are shown in: as recorded, else, for runs of versions that
     * recorded none, as it is computed from the data now.
     *
     * @param info what the run's data is
     * @param data the training data, asked for only where it is needed; where it cannot be had,
     *     pictures show their own extremes
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
     * Records the range of a run's pictures, unless its data's own range is theirs or there is a
     * record already.
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

    /** The least and the greatest finite number so far. */
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

        /** Images of one value are shown in middle grey. */
        private ValueRange range() {
            if (low > high) {
                return ValueRange.UNIT;
            }
            double room = Math.max(0.5, Math.abs(low) * 0.5);
            return low < high ? new ValueRange(low, high) : new ValueRange(low - room, high + room);
        }
    }
}
