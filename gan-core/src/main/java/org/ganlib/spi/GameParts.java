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
 *     {@code instance-noise}, changes of images from {@code augmentation}
 * @param noise the Gaussian noise that is added to the examples that the critic reads
 * @param augmentation the random changes of the images that the critic reads
 */
public record GameParts(
        DatasetInfo data,
        int batchSize,
        NetworkSet networks,
        Divergence divergence,
        CriticConstraint constraint,
        RandomStreams streams,
        InstanceNoise noise,
        AugmentationOfRun augmentation) {
    /** The same parts with another constraint. */
    public GameParts withConstraint(CriticConstraint other) {
        return new GameParts(data, batchSize, networks, divergence, other, streams, noise, augmentation);
    }

    /** The same parts with other networks, for a game of several critics. */
    public GameParts withNetworks(NetworkSet other) {
        return new GameParts(data, batchSize, other, divergence, constraint, streams, noise, augmentation);
    }

    /**
     * The same parts for a critic that reads several examples as one.
     *
     * @param packs the description of the data, with the shape of a pack
     * @param count packs per minibatch
     */
    public GameParts withPacks(DatasetInfo packs, int count) {
        return new GameParts(packs, count, networks, divergence, constraint, streams, noise, augmentation);
    }

    /** The same parts with augmentation. */
    public GameParts withAugmentation(AugmentationOfRun other) {
        return new GameParts(data, batchSize, networks, divergence, constraint, streams, noise, other);
    }

    /** The same without augmentation. */
    public GameParts(
            DatasetInfo data,
            int batchSize,
            NetworkSet networks,
            Divergence divergence,
            CriticConstraint constraint,
            RandomStreams streams,
            InstanceNoise noise) {
        this(data, batchSize, networks, divergence, constraint, streams, noise, AugmentationOfRun.NONE);
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
