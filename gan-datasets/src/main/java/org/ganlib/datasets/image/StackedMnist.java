package org.ganlib.datasets.image;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.ByteExamples;
import org.ganlib.datasets.indexed.ExampleSource;
import org.ganlib.datasets.indexed.IndexedDataset;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;

/**
 * Stacked MNIST: three digits chosen at random as the red, green and blue plane of an image, shape
 * 3×28×28; the class is the number that the digits spell, 000 to 999. The digits are those of
 * {@link Mnist} of the same split.
 *
 * @param count the number of images, ≥ 1
 * @param seed the seed by which triples of digits are drawn
 * @param subset the digits of MNIST to take
 * @param range the range pixels are scaled to
 */
@PluginName(
        value = "stacked-mnist",
        summary = "Three digits of MNIST as the colours of an image, 3×28×28, a thousand classes.",
        paper = "Metz, Poole, Pfau, Sohl-Dickstein, Unrolled Generative Adversarial Networks, 2016, section 3.3.1")
@Facts({"examples: 3×28×28, in −1…1 (range unit: 0…1); 1000 classes", "licence: " + Mnist.LICENCE})
public record StackedMnist(
        @Setting("how many images, ≥ 1") int count,
        @Setting("which triples of digits") long seed,

        @Setting("which digits of mnist: auto, embedded, train or test")
        Mnist.Subset subset,

        @Setting("signed: background −1, ink 1; unit: background 0, ink 1")
        PixelRange range)
        implements DatasetSource {
    private static final int CHANNELS = 3;

    /** 128,000 images of whatever digits are there, in −1 to 1. */
    public StackedMnist() {
        this(128_000, 0, Mnist.Subset.AUTO, PixelRange.SIGNED);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if there are no images */
    public StackedMnist {
        Settings.check().within("count", count, 1, 100_000_000).orThrow();
    }

    @Override
    public StackedMnist resolved(DataLocation location) {
        return new StackedMnist(
                count, seed, new Mnist(subset, range).resolved(location).subset(), range);
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        Mnist mnist = new Mnist(subset, range).resolved(location);
        Digits digits = Mnist.read(mnist.subset(), location, split);
        DatasetInfo single = mnist.info(mnist.subset(), digits);
        int[] chosen = new int[CHANNELS * count];
        RandomStream random = new RandomStream(split == Split.TRAINING ? seed : ~seed);
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = random.nextInt(digits.count());
        }
        DatasetInfo info = new DatasetInfo(
                single.name().replace("mnist", "stacked-mnist"),
                TensorShape.of(CHANNELS, Digits.SIDE, Digits.SIDE),
                single.range(),
                OptionalInt.of(count),
                IntStream.range(0, 1000)
                        .mapToObj(number -> String.valueOf(1000 + number).substring(1))
                        .toList(),
                single.licence(),
                "Metz, Poole, Pfau, Sohl-Dickstein: Unrolled Generative Adversarial Networks, 2016; digits: "
                        + single.citation(),
                count + " triples by seed " + seed + " of " + single.fingerprint());
        return new IndexedDataset(info, new Triples(digits, chosen, info.range()), Augmentation.NONE);
    }

    private static final class Triples implements ExampleSource {
        private final ByteExamples digits;
        private final int[] chosen;

        private Triples(Digits digits, int[] chosen, ValueRange range) {
            TensorShape shape = TensorShape.of(1, Digits.SIDE, Digits.SIDE);
            this.digits = new ByteExamples(shape, range, digits.images(), digits.classes());
            this.chosen = chosen;
        }

        @Override
        public int count() {
            return chosen.length / CHANNELS;
        }

        @Override
        public int label(int index) {
            int number = 0;
            for (int channel = 0; channel < CHANNELS; channel++) {
                number = 10 * number + digits.label(chosen[CHANNELS * index + channel]);
            }
            return number;
        }

        @Override
        public void read(int index, float[] target, int start) {
            int plane = Digits.SIDE * Digits.SIDE;
            for (int channel = 0; channel < CHANNELS; channel++) {
                digits.read(chosen[CHANNELS * index + channel], target, start + channel * plane);
            }
        }

        @Override
        public boolean slow() {
            return digits.slow();
        }

        @Override
        public void close() {
            digits.close();
        }
    }
}
