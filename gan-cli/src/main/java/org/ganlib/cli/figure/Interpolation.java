package org.ganlib.cli.figure;

import java.util.Arrays;
import java.util.Map;
import org.ganlib.cli.latent.LatentPath;
import org.ganlib.config.RecordWriter;
import org.ganlib.library.TrainedModel;
import org.ganlib.network.ValueRange;
import org.ganlib.picture.ImageGrid;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;

/**
 * Examples that a model generates along paths through its latent space. A conditional model keeps
 * one class along a path, and uses its classes in turn.
 */
public final class Interpolation {
    private final TrainedModel model;
    private final LatentPath path;

    public Interpolation(TrainedModel model, LatentPath path) {
        this.model = model;
        this.path = path;
    }

    /** The usual path between latents: an arc for normal latents, a straight line for others. */
    public static LatentPath usual(TrainedModel model) {
        Object latent = RecordWriter.toMap((Record) model.experiment().model()).get("latent");
        boolean normal = latent instanceof Map<?, ?> settings && "normal".equals(settings.get("prior"));
        return normal ? LatentPath.SLERP : LatentPath.LERP;
    }

    /**
     * One row of {@code steps} examples for each of {@code rows} pairs of latents.
     *
     * @param display the values that are shown as black and white
     */
    public ImageGrid rows(int rows, int steps, long seed, ValueRange display) {
        float[][] ends = latents(2 * rows, seed);
        float[][] way = new float[rows * steps][];
        int[] labels = new int[model.classes() == 0 ? 0 : way.length];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < steps; i++) {
                way[row * steps + i] = path.between(ends[2 * row], ends[2 * row + 1], i / (steps - 1.0));
                if (labels.length > 0) {
                    labels[row * steps + i] = row % model.classes();
                }
            }
        }
        Examples examples = model.generate(way, labels);
        return ImageGrid.rows(examples.shape(), display, examples.values(), steps);
    }

    /**
     * A closed path from each of {@code stops} latents to the next and from the last to the first,
     * with {@code steps} examples between two of them.
     */
    public Examples roundTrip(int stops, int steps, long seed) {
        float[][] at = latents(stops, seed);
        float[][] way = new float[stops * steps][];
        for (int stop = 0; stop < stops; stop++) {
            for (int i = 0; i < steps; i++) {
                way[stop * steps + i] = path.between(at[stop], at[(stop + 1) % stops], (double) i / steps);
            }
        }
        return model.generate(way, new int[model.classes() == 0 ? 0 : way.length]);
    }

    private float[][] latents(int count, long seed) {
        Examples drawn = model.sampler().drawLatents(count, new RandomStream(seed));
        int size = drawn.shape().elements();
        float[][] latents = new float[count][];
        for (int i = 0; i < count; i++) {
            latents[i] = Arrays.copyOfRange(drawn.values(), i * size, (i + 1) * size);
        }
        return latents;
    }
}
