package org.ganlib.health;

import java.util.Optional;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Evidence;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;
import org.ganlib.spi.Symptom;

/**
 * The generator's output activation stands at its ends, where its slope is 0: far fewer values lie
 * between the ends of the range than in the data, whose own share decides, because many images are
 * black and white.
 */
final class SaturatedOutput implements Symptom {
    /**
     * Nearer to an end than this share of the range, the slope of tanh is below a hundredth of its
     * greatest.
     */
    private static final double AT_END = 0.0025;

    private static final double LEAST_OF_DATA = 0.1;
    private static final int MOST_EXAMPLES = 500;

    private final Dataset data;
    private double realShare = Double.NaN;

    SaturatedOutput(Dataset data) {
        this.data = data;
    }

    @Override
    public String name() {
        return "saturated-output";
    }

    @Override
    public String advice() {
        return "Lower the generator's learning rate, give it batch norm before the output (Radford et al. 2016, section 3), and check that the data"
                + " is scaled to the output's range";
    }

    @Override
    public int patience() {
        return 2;
    }

    @Override
    public boolean looksAtExamples() {
        return true;
    }

    @Override
    public Optional<Evidence> inExamples(Examples generated) {
        ValueRange range = data.info().range();
        if (!range.isBounded()) {
            return Optional.empty();
        }
        if (Double.isNaN(realShare)) {
            realShare = between(
                    Subset.read(data, MOST_EXAMPLES, 0, "health/saturated-output")
                            .values(),
                    range);
        }
        double share = between(generated.values(), range);
        double limit = LEAST_OF_DATA * realShare;
        return share < limit
                ? Optional.of(new Evidence(
                        Text.percent(1 - share) + " of the generated values stand at the ends of "
                                + Text.number(range.low()) + " to " + Text.number(range.high()) + ", of the data's "
                                + Text.percent(1 - realShare),
                        share,
                        limit))
                : Optional.empty();
    }

    private static double between(float[] values, ValueRange range) {
        double margin = AT_END * (range.high() - range.low());
        int between = 0;
        for (float value : values) {
            if (value > range.low() + margin && value < range.high() - margin) {
                between++;
            }
        }
        return (double) between / Math.max(1, values.length);
    }
}
