package org.ganlib.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A bench of data sets on which mode collapse must be found, and of others on which it must not.
 * Rates are over {@value #SEEDS} seeds, each with its own data, real subset and generated examples.
 * If the rate of false alarms were 6 % or more, a bench without any would have a probability of at
 * most 0.94^50 = 4.5 %. So no false alarm rejects such a rate at the level of 5 %. The same holds
 * for missed collapses.
 */
final class ModeCollapseBenchTest {
    private static final int SEEDS = 50;
    private static final int GENERATED = 64;
    private static final int AVAILABLE = 2_000;

    /** Draws one example. */
    private interface Law {
        void draw(RandomStream random, float[] target);
    }

    /**
     * A data set of the bench.
     *
     * @param name its name in messages
     * @param elements the number of values of an example
     * @param law the distribution of the examples
     * @param outliers the number of outliers
     */
    private record Data(String name, int elements, Law law, int outliers) {
        Examples draw(RandomStream random, int count) {
            float[] values = new float[count * elements];
            float[] one = new float[elements];
            for (int i = 0; i < count; i++) {
                Arrays.fill(one, 0);
                law.draw(random, one);
                System.arraycopy(one, 0, values, i * elements, elements);
            }
            return HealthFakes.images(values, elements);
        }

        /**
         * A data set in which the first rows are the outliers, 10,000 times as far away as other
         * examples.
         */
        Dataset dataset(RandomStream random) {
            Examples examples = draw(random, AVAILABLE);
            for (int i = 0; i < outliers * elements; i++) {
                examples.values()[i] = (float) (1e4 * (1 + random.nextDouble()));
            }
            return new Given(examples);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Data NORMAL = new Data("normal", 2, (r, x) -> normal(r, x, 0, 1), 0);
    private static final Data RING = new Data("ring", 2, (r, x) -> ring(r, x, 1), 0);
    private static final Data TIMES_A_THOUSAND = new Data("times a thousand", 2, (r, x) -> ring(r, x, 1000), 0);
    private static final Data TIMES_TEN_TO_THE_TWENTY =
            new Data("times ten to the twenty", 2, (r, x) -> ring(r, x, 1e20), 0);
    private static final Data TIMES_A_MILLIONTH = new Data("times a millionth", 2, (r, x) -> ring(r, x, 1e-6), 0);
    private static final Data TIMES_TEN_TO_THE_MINUS_THIRTY =
            new Data("times ten to the minus thirty", 2, (r, x) -> ring(r, x, 1e-30), 0);
    private static final Data SHIFTED = new Data("shifted", 2, (r, x) -> normal(r, x, 1e5, 1), 0);
    private static final Data SMALL_VARIANCE = new Data("small variance", 2, (r, x) -> normal(r, x, 5, 1e-3), 0);
    private static final Data LONG = new Data("long", 200, (r, x) -> normal(r, x, 0, 1), 0);
    private static final Data WHOLE_IMAGES = new Data("whole images", 256, ModeCollapseBenchTest::image, 0);
    private static final Data HEAVY_TAILS = new Data(
            "heavy tails",
            2,
            (r, x) -> {
                for (int k = 0; k < x.length; k++) {
                    x[k] = (float) Math.tan(Math.PI * (r.nextDouble() - 0.5));
                }
            },
            0);
    private static final Data ONE_HOT = new Data("one hot", 10, (r, x) -> x[r.nextInt(x.length)] = 1, 0);
    private static final Data RARE_BITS = new Data(
            "rare bits",
            16,
            (r, x) -> {
                for (int k = 0; k < x.length; k++) {
                    x[k] = r.nextDouble() < 0.02 ? 1 : 0;
                }
            },
            0);
    private static final Data LATTICE = new Data(
            "lattice",
            2,
            (r, x) -> {
                x[0] = r.nextInt(5);
                x[1] = r.nextInt(5);
            },
            0);
    private static final Data MOSTLY_ONE_POINT = new Data(
            "mostly one point",
            2,
            (r, x) -> {
                if (r.nextDouble() > 0.6) {
                    normal(r, x, 0, 1);
                }
            },
            0);
    private static final Data UNEQUAL_MODES =
            new Data("unequal modes", 2, (r, x) -> normal(r, x, r.nextDouble() < 0.9 ? 0 : 20, 0.5), 0);
    private static final Data THREE_OUTLIERS = new Data("three outliers", 2, (r, x) -> ring(r, x, 1), 3);
    private static final Data FORTY_OUTLIERS = new Data("forty outliers", 2, (r, x) -> ring(r, x, 1), 40);

    private static List<Data> every() {
        return List.of(
                NORMAL,
                RING,
                TIMES_A_THOUSAND,
                TIMES_TEN_TO_THE_TWENTY,
                TIMES_A_MILLIONTH,
                TIMES_TEN_TO_THE_MINUS_THIRTY,
                SHIFTED,
                SMALL_VARIANCE,
                LONG,
                WHOLE_IMAGES,
                HEAVY_TAILS,
                ONE_HOT,
                RARE_BITS,
                LATTICE,
                MOSTLY_ONE_POINT,
                UNEQUAL_MODES,
                THREE_OUTLIERS,
                FORTY_OUTLIERS);
    }

    private static List<Data> withoutOneCommonExample() {
        return every().stream()
                .filter(data ->
                        !List.of(RARE_BITS, MOSTLY_ONE_POINT, UNEQUAL_MODES).contains(data))
                .toList();
    }

    private static List<Data> grownInto() {
        return List.of(NORMAL, TIMES_A_THOUSAND, WHOLE_IMAGES, THREE_OUTLIERS);
    }

    @ParameterizedTest
    @MethodSource("every")
    void perfectSamplerNeverHasCollapsed(Data data) {
        assertThat(alarms(data, (random, real) -> data.draw(random, GENERATED)))
                .as("false alarms of %s in %d", data, SEEDS)
                .isZero();
    }

    /**
     * The data sets whose most common example makes up most of the data are excluded: a generator
     * of that example cannot be told from them.
     */
    @ParameterizedTest
    @MethodSource("withoutOneCommonExample")
    void generatorOfOneExampleAlwaysHas(Data data) {
        assertThat(alarms(data, (random, real) -> near(random, data, 0.01)))
                .as("alarms of %s in %d", data, SEEDS)
                .isEqualTo(SEEDS);
    }

    @Test
    void halfOfTheModesIsFoundInThePlane() {
        for (double scale : new double[] {1, 1000, 1e-6}) {
            Data data = scale == 1 ? RING : scale == 1000 ? TIMES_A_THOUSAND : TIMES_A_MILLIONTH;
            BiFunction<RandomStream, Examples, Examples> three = (random, real) -> {
                float[] values = new float[2 * 400];
                for (int i = 0; i < 400; i++) {
                    mode(random, values, 2 * i, random.nextInt(3), scale);
                }
                return HealthFakes.images(values, 2);
            };
            assertThat(alarms(data, three)).as("scale %s", scale).isEqualTo(SEEDS);
        }
    }

    @Test
    void smoothGeneratorOfDiscreteDataHasNotCollapsed() {
        // Networks blur discrete data: every example lies a little beside its point.
        for (Data data : List.of(LATTICE, MOSTLY_ONE_POINT, ONE_HOT)) {
            BiFunction<RandomStream, Examples, Examples> blurred = (random, real) -> {
                Examples drawn = data.draw(random, GENERATED);
                for (int i = 0; i < drawn.values().length; i++) {
                    drawn.values()[i] += (float) (0.05 * random.nextNormal());
                }
                return drawn;
            };
            assertThat(alarms(data, blurred)).as("%s", data).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("grownInto")
    void generatorThatIsStillGrowingToTheScaleOfItsDataHasNot(Data data) {
        int found = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomStream random = new RandomStream(seed);
            Dataset dataset = data.dataset(random);
            ModeCollapse symptom = new ModeCollapse(dataset);
            float[] whole = data.draw(random, GENERATED).values();
            int seen = 0;
            // The scale grows faster at the beginning, as with Adam, whose steps all have the same
            // length.
            for (double scale = 1e-3; scale <= 1; scale *= scale < 1e-2 ? 1.25 : 1.04) {
                float[] scaled = whole.clone();
                for (int i = 0; i < scaled.length; i++) {
                    scaled[i] *= (float) scale;
                }
                boolean now = symptom.inExamples(HealthFakes.images(scaled, data.elements))
                        .isPresent();
                seen = now ? seen + 1 : 0;
                found += seen == symptom.patience() ? 1 : 0;
            }
        }
        assertThat(found).as("findings on the way").isZero();
    }

    @Test
    void generatorThatNoLongerGrowsHas() {
        ModeCollapse symptom = new ModeCollapse(NORMAL.dataset(new RandomStream(1)));
        Examples narrow = near(new RandomStream(2), NORMAL, 0.05);
        Examples narrower = near(new RandomStream(2), NORMAL, 0.01);
        assertThat(symptom.inExamples(narrower)).isPresent();
        assertThat(symptom.inExamples(narrow)).as("growing").isEmpty();
        assertThat(symptom.inExamples(narrow)).as("no longer").isPresent();
        assertThat(symptom.inExamples(narrower)).as("nor again").isPresent();
    }

    @Test
    void dataOfOneExampleIsNotJudged() {
        Dataset constant = new Given(HealthFakes.images(new float[200], 2));
        assertThat(new ModeCollapse(constant).inExamples(HealthFakes.images(new float[128], 2)))
                .isEmpty();
    }

    /** The number of seeds for which the first look finds a collapse. */
    private static int alarms(Data data, BiFunction<RandomStream, Examples, Examples> generator) {
        int alarms = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomStream random = new RandomStream(seed);
            Dataset dataset = data.dataset(random);
            Examples generated = generator.apply(random, dataset.read(0, 1));
            alarms += new ModeCollapse(dataset).inExamples(generated).isPresent() ? 1 : 0;
        }
        return alarms;
    }

    /**
     * Examples that are drawn from the data and then moved towards one random example: their
     * differences from it are multiplied by {@code factor}.
     */
    private static Examples near(RandomStream random, Data data, double factor) {
        float[] centre = data.draw(random, 1).values();
        float[] values = data.draw(random, GENERATED).values();
        for (int i = 0; i < values.length; i++) {
            float middle = centre[i % data.elements];
            values[i] = (float) (middle + factor * (values[i] - middle));
        }
        return HealthFakes.images(values, data.elements);
    }

    private static void normal(RandomStream random, float[] target, double mean, double deviation) {
        for (int k = 0; k < target.length; k++) {
            target[k] = (float) (mean + deviation * random.nextNormal());
        }
    }

    /** A point of one of eight modes at distance 2 from the centre. */
    private static void ring(RandomStream random, float[] target, double scale) {
        mode(random, target, 0, random.nextInt(8), scale);
    }

    private static void mode(RandomStream random, float[] target, int start, int mode, double scale) {
        double angle = Math.PI / 4 * mode;
        target[start] = (float) (scale * (2 * Math.cos(angle) + 0.05 * random.nextNormal()));
        target[start + 1] = (float) (scale * (2 * Math.sin(angle) + 0.05 * random.nextNormal()));
    }

    /** An image of whole numbers from 0 to 255: a bright square at a random position on black. */
    private static void image(RandomStream random, float[] target) {
        int left = random.nextInt(12);
        int top = random.nextInt(12);
        for (int y = top; y < top + 5; y++) {
            for (int x = left; x < left + 5; x++) {
                target[16 * y + x] = 100 + random.nextInt(156);
            }
        }
    }

    /** A data set of given examples, read by index. */
    private record Given(Examples examples) implements Dataset {
        @Override
        public DatasetInfo info() {
            return new DatasetInfo(
                    "given",
                    TensorShape.of(examples.shape().elements()),
                    ValueRange.UNBOUNDED,
                    OptionalInt.of(examples.count()),
                    List.of(),
                    "none",
                    "nobody",
                    "given");
        }

        @Override
        public BatchStream stream(RandomStream random) {
            throw new AssertionError("watching draws no minibatches");
        }

        @Override
        public Examples read(int from, int count) {
            int elements = examples.shape().elements();
            return HealthFakes.images(
                    Arrays.copyOfRange(examples.values(), from * elements, (from + count) * elements), elements);
        }

        @Override
        public void close() {}
    }
}
