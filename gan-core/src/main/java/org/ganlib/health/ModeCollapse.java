package org.ganlib.health;

import java.util.Arrays;
import java.util.Optional;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;

/**
 * Generated examples are alike where the data's are not. Two signs: the mean distance between two generated examples is less than
 * {@value #LEAST_SPREAD} of that between two real ones; and, for data of few dimensions, where distance says what is alike, most generated examples lie among real ones, but fewer than half
 * of the real examples have a generated one within the distance of their {@value #NEIGHBOUR}th real neighbour (the coverage of Naeem et al.
 * 2020, which is near 1 for equal distributions).
 */
final class ModeCollapse implements Symptom {
    private static final double LEAST_SPREAD = 0.25;
    private static final double LEAST_COVERAGE = 0.5;
    private static final double LEAST_FOUND = 0.5;
    private static final int NEIGHBOUR = 5;
    private static final int FEW_DIMENSIONS = 3;
    /** Distances between so many numbers are a few milliseconds. */
    private static final int MOST_NUMBERS = 1 << 17;

    private static final int MOST_EXAMPLES = 400;
    private static final int LEAST_EXAMPLES = 8;

    private final Dataset data;
    private float[] real;
    private double realSpread;
    private double[] radii;

    ModeCollapse(Dataset data) {
        this.data = data;
    }

    @Override
    public String name() {
        return "mode-collapse";
    }

    @Override
    public String advice() {
        return "Lower the generator's learning rate, or take a loss whose critic is kept from forgetting: a Wasserstein critic trained close to"
                + " optimality (Arjovsky et al. 2017, section 4), packed samples (Lin et al. 2018), or unrolled critic steps (Metz et al. 2017)";
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
        int elements = generated.shape().elements();
        int count =
                Math.min(Math.min(generated.count(), MOST_EXAMPLES), Math.max(LEAST_EXAMPLES, MOST_NUMBERS / elements));
        count = Math.min(count, data.info().examples().orElse(count));
        if (count < LEAST_EXAMPLES) {
            return Optional.empty();
        }
        if (real == null || real.length != count * elements) {
            real = data.read(0, count).values();
            realSpread = spread(real, elements);
            radii = elements <= FEW_DIMENSIONS ? radii(real, elements) : null;
        }
        float[] fake = Arrays.copyOf(generated.values(), count * elements);
        double share = spread(fake, elements) / realSpread;
        if (share < LEAST_SPREAD) {
            return Optional.of(new Evidence(
                    "two generated examples are " + Text.percent(share)
                            + " as far apart as two real ones, in the mean of " + count + " (at least "
                            + Text.percent(LEAST_SPREAD) + " expected)",
                    share,
                    LEAST_SPREAD));
        }
        if (radii == null) {
            return Optional.empty();
        }
        double covered = coverage(fake, elements);
        // A generator that has not found the data yet covers nothing either.
        return covered < LEAST_COVERAGE && found(fake, elements) >= LEAST_FOUND
                ? Optional.of(new Evidence(
                        "of " + count + " real examples, among which the generated ones lie, only "
                                + Text.percent(covered) + " have one nearby (at least " + Text.percent(LEAST_COVERAGE)
                                + " expected)",
                        covered,
                        LEAST_COVERAGE))
                : Optional.empty();
    }

    private static double spread(float[] values, int elements) {
        int count = values.length / elements;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.sqrt(square(values, i, values, j, elements));
            }
        }
        return sum / (count * (count - 1) / 2.0);
    }

    private static double[] radii(float[] values, int elements) {
        int count = values.length / elements;
        double[] radii = new double[count];
        for (int i = 0; i < count; i++) {
            double[] squares = new double[count];
            for (int j = 0; j < count; j++) {
                squares[j] = square(values, i, values, j, elements);
            }
            Arrays.sort(squares);
            // The nearest is the example itself.
            radii[i] = squares[Math.min(NEIGHBOUR, count - 1)];
        }
        return radii;
    }

    private double coverage(float[] fake, int elements) {
        int covered = 0;
        for (int i = 0; i < radii.length; i++) {
            for (int j = 0; j < fake.length / elements; j++) {
                if (square(real, i, fake, j, elements) <= radii[i]) {
                    covered++;
                    break;
                }
            }
        }
        return (double) covered / radii.length;
    }

    /** The share of generated examples that lie nearer to some real one than its neighbours do. */
    private double found(float[] fake, int elements) {
        int found = 0;
        int count = fake.length / elements;
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < radii.length; i++) {
                if (square(real, i, fake, j, elements) <= radii[i]) {
                    found++;
                    break;
                }
            }
        }
        return (double) found / count;
    }

    private static double square(float[] a, int i, float[] b, int j, int elements) {
        float sum = 0;
        for (int k = 0; k < elements; k++) {
            float difference = a[i * elements + k] - b[j * elements + k];
            sum += difference * difference;
        }
        return sum;
    }
}
