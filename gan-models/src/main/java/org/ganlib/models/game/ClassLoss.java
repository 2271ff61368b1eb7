package org.ganlib.models.game;

import org.ganlib.game.AuxiliaryLoss;
import org.ganlib.game.CriticSide;
import org.ganlib.spi.Player;

/**
 * The mean cross-entropy of the classes of one side's examples, times a factor; of the generator's
 * turn, that of the fake side alone. With the softmax p of an example's K numbers and its class y
 * it is −log p_y, whose gradient is p less 1 at y.
 */
final class ClassLoss implements AuxiliaryLoss {
    private final int classes;
    private final double weight;
    private final int[] real;
    private final int[] fake;

    /**
     * @param classes K
     * @param real the classes of the real examples, as they are when the loss is computed
     * @param fake those of the generated ones
     */
    ClassLoss(int classes, double weight, int[] real, int[] fake) {
        this.classes = classes;
        this.weight = weight;
        this.real = real;
        this.fake = fake;
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public double of(Player player, CriticSide side, double[] outputs, double[] gradient) {
        if (player == Player.GENERATOR && side == CriticSide.REAL) {
            return 0;
        }
        int[] labels = side == CriticSide.REAL ? real : fake;
        double share = weight / labels.length;
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            int first = i * classes;
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = first; k < first + classes; k++) {
                largest = Math.max(largest, outputs[k]);
            }
            double total = 0;
            for (int k = first; k < first + classes; k++) {
                gradient[k] = Math.exp(outputs[k] - largest);
                total += gradient[k];
            }
            for (int k = first; k < first + classes; k++) {
                gradient[k] *= share / total;
            }
            gradient[first + labels[i]] -= share;
            sum += Math.log(total) + largest - outputs[first + labels[i]];
        }
        return share * sum;
    }
}
