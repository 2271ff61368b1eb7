package org.ganlib.bench.workload;

/** The training of a workload: losses, optimizers and the order of updates. */
public enum Recipe {
    /**
     * Non-saturating GAN, Adam (2e-4, β .5 and .999, ε 1e-8) for both players, one critic update
     * per generator update, on the same fakes. The two losses of the critic are added, as in
     * Goodfellow et al. 2014, not averaged.
     */
    ADVERSARIAL(1, 20),
    /**
     * Least-squares GAN (Mao et al. 2016) with labels 0, 1 and 1, which halves its squares; the
     * rest as above.
     */
    LEAST_SQUARES(1, 20),
    /**
     * Wasserstein GAN with clipped weights (Arjovsky et al. 2017, algorithm 1): RMSProp (5e-5, ρ
     * .99, ε 1e-8), five critic updates on new latents each, parameters clipped to ±0.01 after
     * each, then one generator update on new latents.
     */
    WASSERSTEIN(5, 8),
    /**
     * Wasserstein GAN with a gradient penalty (Gulrajani et al. 2017, algorithm 1): Adam (1e-4, β 0
     * and .9), λ = 10, five critic updates on new latents each, then one generator update on new
     * latents.
     */
    PENALISED(5, 8),
    /**
     * Spectrally normalised GAN (Miyato et al. 2018): hinge losses, Adam (2e-4, β 0 and .9), five
     * critic updates on new latents each, then one generator update on new latents. The critic
     * computes with its weights divided by their spectral norms, which one power iteration after
     * each of its updates estimates.
     */
    SPECTRAL(5, 8),
    /**
     * BiGAN (Donahue et al. 2017): a generator and an encoder against a critic of pairs, Adam as
     * above for all three, which move at once from gradients at the same point. Generator and
     * encoder minimise the critic's loss with the labels swapped.
     */
    BIDIRECTIONAL(1, 20);

    /** The weight of the gradient penalty. */
    public static final double PENALTY = 10;
    /** Step size of RMSProp. */
    public static final double RMSPROP_RATE = 5e-5;
    /** RMSProp's decay of the mean square. */
    public static final double RMSPROP_DECAY = .99;
    /** Added to root mean squares. */
    public static final double EPSILON = 1e-8;
    /** The largest size of a clipped parameter. */
    public static final double CLIP = .01;

    private final int criticSteps;
    private final int comparedSteps;

    Recipe(int criticSteps, int comparedSteps) {
        this.criticSteps = criticSteps;
        this.comparedSteps = comparedSteps;
    }

    /** Critic updates per generator update. */
    public int criticSteps() {
        return criticSteps;
    }

    /** Step size of Adam. */
    public double adamRate() {
        return this == PENALISED ? 1e-4 : 2e-4;
    }

    /** Adam's decay of the mean. */
    public double beta1() {
        return this == PENALISED || this == SPECTRAL ? 0 : .5;
    }

    /** Adam's decay of the mean square. */
    public double beta2() {
        return this == PENALISED || this == SPECTRAL ? .9 : .999;
    }

    /**
     * Over how many steps two contestants' losses are compared: some forty updates, before rounding
     * has grown to more.
     */
    public int comparedSteps() {
        return comparedSteps;
    }

    /** Returns true if the generator is updated on the latents of the critic's last update. */
    public boolean reusesLatents() {
        return criticSteps == 1;
    }
}
