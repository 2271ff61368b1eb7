package org.ganlib.cli.reproduce.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    static FeatureProtocol of(Scale scale) {
        return switch (scale) {
            case SMOKE -> new FeatureProtocol(10, 32, List.of(0L));
            case REDUCED -> new FeatureProtocol(800, 0, List.of(0L));
            // The number of updates in 400 epochs of 60,000 digits.
            case PAPER -> new FeatureProtocol(187_500, 0, List.of(0L, EPOCHS_25, 8 * EPOCHS_25));
        };
    }

    /** The protocol as settings of the variant's experiment. */
    List<String> overrides(EncoderVariant variant) {
        boolean critic = variant.experiment().equals("bigan-mnist");
        List<String> overrides = new ArrayList<>(variant.overrides());
        overrides.addAll(List.of("train.checkpoint-every=" + (steps > EPOCHS_25 ? EPOCHS_25 : 0)));
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
