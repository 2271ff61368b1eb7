package org.ganlib.testkit;

import java.util.Map;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;

/**
 * The squared difference of the first coordinate's means, without the bias that sampling gives it;
 * with one fault, or none.
 *
 * @param fault the fault
 */
@PluginName(value = "mean-difference", summary = "Unbiased squared difference of means.")
public record FakeMetric(@Setting("what is wrong") Fault fault) implements Metric {
    private static final int MINIMUM = 2;

    /** A fault, and the law of {@link MetricContract} that must fail because of it. */
    public enum Fault {
        /** Nothing. */
        NONE(""),
        /** The unit is missing. */
        NO_UNIT("saysWhatItMeans"),
        /** The result does not say how many examples it is of. */
        WRONG_SAMPLES("saysWhatItMeans"),
        /** Random numbers do not come from the context's stream. */
        HIDDEN_RANDOMNESS("isRepeatableAndChangesNothing"),
        /** The examples are centred in place. */
        CHANGES_EXAMPLES("isRepeatableAndChangesNothing"),
        /** Equal sets are at a distance. */
        OFFSET("identicalSetsAreAtTheOptimum"),
        /** The direction is wrong. */
        REWARDS_DISTANCE("disjointSetsAreWorse"),
        /** Generated examples are never looked at. */
        BLIND("disjointSetsAreWorse"),
        /** The first example counts twice. */
        FIRST_COUNTS_TWICE("doesNotDependOnTheOrder"),
        /** Any number of examples is accepted. */
        NO_MINIMUM("enforcesItsMinimum"),
        /** NaN is skipped. */
        SKIPS_NAN("refusesWhatIsNoNumber"),
        /** Generated examples weigh more. */
        ONE_SIDED("rolesSwapAsStated"),
        /** The sampling error is added instead of taken away. */
        BIASED("perfectSamplersReachTheCeiling");

        private final String law;

        Fault(String law) {
            this.law = law;
        }

        String law() {
            return law;
        }
    }

    private static double hidden;

    /** Sound. */
    public FakeMetric() {
        this(Fault.NONE);
    }

    private boolean has(Fault candidate) {
        return fault == candidate;
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                has(Fault.NO_UNIT) ? "" : "1", MetricInfo.Direction.LOWER, MINIMUM, "unbiased", "difference of means");
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        Examples generated = context.generated();
        if (generated.count() < MINIMUM && !has(Fault.NO_MINIMUM)) {
            throw new GanException(
                    "mean-difference: needs at least " + MINIMUM + " generated examples, was " + generated.count());
        }
        Moments some = moments(generated);
        Moments others = moments(context.reference());
        if (Double.isNaN(some.mean) && !has(Fault.SKIPS_NAN)) {
            throw new GanException("mean-difference: a generated example contains NaN");
        }
        double difference = (has(Fault.BLIND) ? 0 : some.mean) - others.mean;
        double value = difference * difference;
        double errors = (has(Fault.ONE_SIDED) ? 2 : has(Fault.BLIND) ? 0 : 1) * some.error + others.error;
        value += has(Fault.BIASED) ? 4 * errors : -errors;
        value += has(Fault.OFFSET) ? 1 : 0;
        value += has(Fault.HIDDEN_RANDOMNESS) ? hidden++ : 0;
        if (has(Fault.CHANGES_EXAMPLES)) {
            generated.values()[0] -= 1;
        }
        return new MetricResult(
                has(Fault.REWARDS_DISTANCE) ? -value : value,
                has(Fault.WRONG_SAMPLES) ? 1 : generated.count(),
                Map.of(),
                Map.of("reference", "given"));
    }

    private record Moments(double mean, double error) {}

    private Moments moments(Examples examples) {
        int elements = examples.shape().elements();
        double sum = has(Fault.FIRST_COUNTS_TWICE) ? examples.values()[0] : 0;
        double squares = 0;
        int n = examples.count();
        for (int i = 0; i < examples.values().length; i++) {
            double value = examples.values()[i];
            if (Double.isNaN(value) && !has(Fault.SKIPS_NAN)) {
                return new Moments(Double.NaN, 0);
            }
            if (i % elements == 0 && !Double.isNaN(value)) {
                sum += value;
                squares += value * value;
            }
        }
        double mean = sum / n;
        return new Moments(mean, (squares / n - mean * mean) / Math.max(1, n - 1));
    }
}
