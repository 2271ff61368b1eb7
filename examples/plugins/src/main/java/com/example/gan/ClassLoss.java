package com.example.gan;

import org.ganlib.game.AuxiliaryLoss;
import org.ganlib.game.CriticSide;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Player;

/**
 * The cross-entropy of predicted classes: the mean over a minibatch of −log softmax(outputs) at the
 * class of each example. The critic is to recognise the class of examples of both sides, the
 * generator to make examples whose class is recognised.
 */
final class ClassLoss implements AuxiliaryLoss {
    private final int classes;
    private final double weight;
    private final int[] drawn;
    private int[] real = {};

    ClassLoss(int classes, int batchSize, double weight) {
        this.classes = classes;
        this.weight = weight;
        drawn = new int[batchSize];
    }

    /**
     * Begins a round.
     *
     * @param labels the classes of the real examples
     * @return the classes of the generated examples, each drawn with the same probability
     */
    int[] draw(int[] labels, RandomStream random) {
        real = labels;
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = random.nextInt(classes);
        }
        return drawn;
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public double of(Player player, CriticSide side, double[] outputs, double[] gradient) {
        int[] wanted = side == CriticSide.REAL ? real : drawn;
        double scale = weight / wanted.length;
        double sum = 0;
        for (int i = 0; i < wanted.length; i++) {
            int first = i * classes;
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = first; k < first + classes; k++) {
                largest = Math.max(largest, outputs[k]);
            }
            double total = 0;
            for (int k = first; k < first + classes; k++) {
                total += Math.exp(outputs[k] - largest);
            }
            double logTotal = largest + Math.log(total);
            for (int k = first; k < first + classes; k++) {
                gradient[k] = scale * Math.exp(outputs[k] - logTotal);
            }
            gradient[first + wanted[i]] -= scale;
            sum += logTotal - outputs[first + wanted[i]];
        }
        return scale * sum;
    }
}
