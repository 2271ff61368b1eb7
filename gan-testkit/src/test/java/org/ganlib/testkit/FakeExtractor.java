package org.ganlib.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.ganlib.tensor.TensorShape;

/**
 * The difference of each number from the mean of the real examples, and whether the first one is
 * above it; with one fault, or none.
 *
 * @param fault the fault
 */
@PluginName(value = "fake-extractor", summary = "Differences from the mean of the real examples.")
public record FakeExtractor(@Setting("what is wrong") Fault fault) implements FeatureExtractor {
    /** A fault, and the law of {@link FeatureExtractorContract} that must fail because of it. */
    public enum Fault implements ContractIsProven.BreaksLaw {
        /** Nothing. */
        NONE(""),
        /** The last example is left out. */
        LOSES_THE_LAST("givesOneVectorPerExample"),
        /** Labels are lost. */
        LOSES_LABELS("givesOneVectorPerExample"),
        /** A feature is 0/0. */
        DIVIDES_BY_ZERO("givesOneVectorPerExample"),
        /** There is no hash. */
        NO_HASH("givesOneVectorPerExample"),
        /** The mean is that of the examples of one call. */
        MEAN_OF_BATCH("doesNotDependOnTheBatchSize"),
        /** The hash counts how often something was opened. */
        COUNTING_HASH("sameDataGivesTheSameHashAndFeatures"),
        /** Features move with every opening. */
        MOVING_FEATURES("sameDataGivesTheSameHashAndFeatures"),
        /** It says that it cannot be used on any data. */
        SHY("saysWhereItCanBeUsed"),
        /** The mean is subtracted in place. */
        CENTRES_IN_PLACE("leavesExamplesAsTheyAre"),
        /** Probabilities have the sum 2. */
        DOUBLE_PROBABILITIES("probabilitiesAreProbabilities"),
        /** One probability is negative. */
        NEGATIVE_PROBABILITY("probabilitiesAreProbabilities");

        private final String law;

        Fault(String law) {
            this.law = law;
        }

        @Override
        public String law() {
            return law;
        }
    }

    private static final AtomicInteger OPENED = new AtomicInteger();

    /** Nothing is wrong. */
    public FakeExtractor() {
        this(Fault.NONE);
    }

    @Override
    public Optional<String> inapplicable(DatasetInfo data) {
        return fault == Fault.SHY ? Optional.of("it is for other data") : Optional.empty();
    }

    @Override
    public FeatureMap open(MetricContext context) {
        return new Centred(fault, mean(context.reference()), OPENED.incrementAndGet());
    }

    private static float mean(Examples examples) {
        double sum = 0;
        for (float value : examples.values()) {
            sum += value;
        }
        return (float) (sum / examples.values().length);
    }

    private record Centred(Fault fault, float mean, int opened) implements FeatureMap {
        @Override
        public String hash() {
            if (fault == Fault.NO_HASH) {
                return "";
            }
            return "mean " + mean + (fault == Fault.COUNTING_HASH ? ", opened " + opened : "");
        }

        @Override
        public Examples features(Examples examples) {
            float[] values = fault == Fault.CENTRES_IN_PLACE
                    ? examples.values()
                    : examples.values().clone();
            float subtracted = fault == Fault.MEAN_OF_BATCH ? FakeExtractor.mean(examples) : mean;
            subtracted += fault == Fault.MOVING_FEATURES ? opened : 0;
            for (int i = 0; i < values.length; i++) {
                values[i] -= subtracted;
            }
            values[0] /= fault == Fault.DIVIDES_BY_ZERO ? 0 : 1;
            int[] labels = examples.labels().clone();
            if (fault == Fault.LOSES_LABELS) {
                Arrays.fill(labels, -1);
            }
            int kept = examples.count() - (fault == Fault.LOSES_THE_LAST ? 1 : 0);
            return new Examples(
                    examples.shape(),
                    Arrays.copyOf(values, kept * examples.shape().elements()),
                    Arrays.copyOf(labels, kept));
        }

        @Override
        public Optional<Examples> probabilities(Examples examples) {
            float[] values = new float[2 * examples.count()];
            for (int n = 0; n < examples.count(); n++) {
                float above = examples.values()[n * examples.shape().elements()] > mean ? 0.75f : 0.25f;
                values[2 * n] = fault == Fault.NEGATIVE_PROBABILITY ? -above : above;
                values[2 * n + 1] = 1 - values[2 * n];
                if (fault == Fault.DOUBLE_PROBABILITIES) {
                    values[2 * n + 1] = 1;
                    values[2 * n] = 1;
                }
            }
            return Optional.of(new Examples(TensorShape.of(2), values, examples.labels()));
        }
    }
}
