package org.ganlib.cli.reproduce.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ganlib.cli.reproduce.Lengths;
import org.ganlib.cli.reproduce.Scale;

/**
 * The settings that all variants have in common.
 *
 * @param steps updates of the generator's side; the learning rate falls to a hundredth over the
 *     second half of them
 * @param hidden units of each hidden layer; 0 for the experiment's
 * @param earlier steps after which BiGAN's encoder is measured too
 */
record FeatureProtocol(long steps, int hidden, List<Long> earlier) {
    /** Updates in 25 epochs of 60,000 digits. */
    private static final long EPOCHS_25 = 11_719;

    /** At paper scale the number of updates in 400 epochs of 60,000 digits. */
    static final Lengths LENGTHS = new Lengths(10, 800, 187_500);

    static FeatureProtocol of(Scale scale) {
        return new FeatureProtocol(
                LENGTHS.at(scale),
                scale == Scale.SMOKE ? 32 : 0,
                scale == Scale.PAPER ? List.of(0L, EPOCHS_25, 8 * EPOCHS_25) : List.of(0L));
    }

    /** The protocol as settings of the variant's experiment. */
    List<String> overrides(EncoderVariant variant) {
        boolean critic = variant.experiment().equals("bigan-mnist");
        List<String> overrides = new ArrayList<>(variant.overrides());
        overrides.add("train.checkpoint-every=" + (steps > EPOCHS_25 ? EPOCHS_25 : 0));
        long start = steps / 2;
        String schedule = String.format(
                Locale.ROOT,
                "{name: exponential, start: %d, gamma: %.12f, floor: 0.01}",
                start,
                Math.pow(0.01, 1.0 / (steps - start)));
        overrides.add("optimizer.generator.schedule=" + schedule);
        if (critic) {
            overrides.add("optimizer.critic.schedule=" + schedule);
        }
        if (hidden > 0) {
            overrides.add("generator.hidden=" + hidden);
            overrides.add("encoder.hidden=" + hidden);
            if (critic) {
                overrides.add("critic.hidden=" + hidden);
            }
        }
        return overrides;
    }
}
