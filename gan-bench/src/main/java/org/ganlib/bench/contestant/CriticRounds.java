package org.ganlib.bench.contestant;

import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.PointerScope;

/** Several updates of a critic before one of the generator, as Wasserstein GANs have them. */
final class CriticRounds {
    private CriticRounds() {}

    /**
     * Trains for one step, and keeps the critic's last loss and the generator's.
     *
     * @param count the updates of the critic
     * @param critic updates the critic, and gives its loss
     * @param generator updates the generator, and gives its loss
     */
    @SuppressWarnings("try") // The scope works by being open.
    static void run(Losses losses, int step, int count, DoubleSupplier critic, DoubleSupplier generator) {
        double criticLoss = Double.NaN;
        for (int i = 0; i < count; i++) {
            try (PointerScope scope = new PointerScope()) {
                criticLoss = critic.getAsDouble();
            }
        }
        try (PointerScope scope = new PointerScope()) {
            losses.set(step, criticLoss, generator.getAsDouble());
        }
    }
}
