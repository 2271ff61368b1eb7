package org.ganlib.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.FloatExamples;
import org.ganlib.datasets.indexed.IndexedDataset;
import org.ganlib.datasets.synthetic.Checkerboard;
import org.ganlib.datasets.synthetic.Gaussian1d;
import org.ganlib.datasets.synthetic.GaussianGrid;
import org.ganlib.datasets.synthetic.GaussianRing;
import org.ganlib.datasets.synthetic.PlaneGrid;
import org.ganlib.datasets.synthetic.Spiral;
import org.ganlib.datasets.synthetic.SwissRoll;
import org.ganlib.datasets.synthetic.TwoMoons;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A seed draws the same examples as in the released version 0.1, so that runs which began with that
 * version resume with the same examples.
 */
final class SeededDrawsTest {
    private static final Map<String, Supplier<DatasetSource>> SOURCES = Map.of(
            "gaussian-1d", Gaussian1d::new,
            "gaussian-ring", GaussianRing::new,
            "gaussian-grid", GaussianGrid::new,
            "plane-grid", PlaneGrid::new,
            "spiral", Spiral::new,
            "swiss-roll", SwissRoll::new,
            "two-moons", TwoMoons::new,
            "checkerboard", Checkerboard::new);

    @ParameterizedTest
    @CsvSource({
        "gaussian-1d, 0.96934 -1.11774 -1.41124, 1 0 0",
        "gaussian-ring, -0.00729 -0.99524 -0.70235 -0.72324 0.68459 -0.70525, 6 5 7",
        "gaussian-grid, 3.96356 -3.97620 2.02376 1.91935 3.88742 4.00929, 20 18 24",
        "plane-grid, 0.27750 0.28735 -0.04474 -0.15404 -0.20647 0.13852 0.16595 0.43134 0.02278, 20 8 17",
        "spiral, -0.23958 0.81844 0.23196 0.33736 -0.29017 0.05933, 0 1 0",
        "swiss-roll, 0.84157 -0.16824 0.57566 -0.64030 0.07728 0.98739, -1 -1 -1",
        "two-moons, -0.67684 0.69042 0.08299 -0.05207 0.98846 0.28344, 0 1 0",
        "checkerboard, -0.50579 2.20030 3.49243 -1.63064 3.97375 3.04683, 3 6 7"
    })
    void distributionsDrawWhatTheyDrew(String name, String values, String labels) throws IOException {
        DataLocation nowhere = new DataLocation(List.of(Path.of("none")));
        try (Dataset data = SOURCES.get(name).get().open(nowhere, Split.TRAINING)) {
            Batch batch = new Batch(3, data.info().shape());
            data.stream(new RandomStream(1)).next(batch);
            int elements = data.info().shape().elements();
            float[] drawn = new float[3 * elements];
            batch.toFill().get(drawn);
            double[] expected = Arrays.stream(values.split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            // At most the first three coordinates of each point are compared.
            int kept = expected.length / 3;
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) drawn[i / kept * elements + i % kept])
                        .as("coordinate %d of point %d", i % kept, i / kept)
                        .isCloseTo(expected[i], within(2e-5));
            }
            assertThat(batch.labels())
                    .containsExactly(Arrays.stream(labels.split(" "))
                            .mapToInt(Integer::parseInt)
                            .toArray());
        }
    }

    @Test
    void imagesAreVariedAsTheyWere() {
        assertThat(corners(new Augmentation(Augmentation.Flip.BOTH, 0, 0)))
                .isEqualTo("44/0 44/0 4/40 40/4 0/44 40/4 40/4 44/0 0/44 0/44 0/44 44/0");
        assertThat(corners(new Augmentation(Augmentation.Flip.NONE, 2, 0)))
                .isEqualTo("1/44 1/44 0/43 1/24 0/22 1/44 1/34 22/44 0/24 0/22 0/23 21/44");
        assertThat(corners(new Augmentation(Augmentation.Flip.HORIZONTAL, 2, 3)))
                .isEqualTo("33/41 0/2 32/44 1/0 11/33 2/0 4/22 34/42 10/32 33/44 21/40 4/23");
    }

    /**
     * The first and the last pixel of an image that is augmented twelve times; pixel (y, x) has the
     * value 10 y + x.
     */
    private static String corners(Augmentation augmentation) {
        float[] image = new float[25];
        for (int i = 0; i < image.length; i++) {
            image[i] = i / 5 * 10 + i % 5;
        }
        DatasetInfo info = new DatasetInfo(
                "fixed",
                TensorShape.of(1, 5, 5),
                ValueRange.UNBOUNDED,
                OptionalInt.of(1),
                List.of(),
                "none",
                "nobody",
                "fixed");
        try (Dataset data = new IndexedDataset(info, new FloatExamples(image, new int[] {-1}), augmentation)) {
            BatchStream stream = data.stream(new RandomStream(4));
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 12; i++) {
                Batch batch = new Batch(1, data.info().shape());
                stream.next(batch);
                float[] dealt = new float[data.info().shape().elements()];
                batch.toFill().get(dealt);
                text.append(text.isEmpty() ? "" : " ")
                        .append((int) dealt[0])
                        .append('/')
                        .append((int) dealt[dealt.length - 1]);
            }
            return text.toString();
        }
    }
}
