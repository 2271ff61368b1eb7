package org.ganlib.spi;

import org.ganlib.network.NetworkSet;
import org.ganlib.random.RandomStreams;

/**
 * The parts from which a game is assembled.
 *
 * @param data the description of the data
 * @param batchSize examples per minibatch
 * @param networks one network per signature the model asked for
 * @param divergence the losses
 * @param constraint the constraint on the critic
 * @param streams the run's random streams; a game draws its latents from {@code latent}, noise from
 *     {@code instance-noise}
 * @param noise over the examples that the critic reads
 */
public record GameParts(
        DatasetInfo data,
        int batchSize,
        NetworkSet networks,
        Divergence divergence,
        CriticConstraint constraint,
        RandomStreams streams,
        InstanceNoise noise) {
    /** The same parts with another constraint. */
    public GameParts withConstraint(CriticConstraint other) {
        return new GameParts(data, batchSize, networks, divergence, other, streams, noise);
    }

    /** The same parts with other networks, for a game of several critics. */
    public GameParts withNetworks(NetworkSet other) {
        return new GameParts(data, batchSize, other, divergence, constraint, streams, noise);
    }

    /** The same without noise. */
    public GameParts(
            DatasetInfo data,
            int batchSize,
            NetworkSet networks,
            Divergence divergence,
            CriticConstraint constraint,
            RandomStreams streams) {
        this(data, batchSize, networks, divergence, constraint, streams, InstanceNoise.NONE);
    }
}
