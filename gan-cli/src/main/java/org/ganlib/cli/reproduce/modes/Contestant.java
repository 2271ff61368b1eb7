package org.ganlib.cli.reproduce.modes;

import java.util.List;

/**
 * An objective that takes part.
 *
 * @param name what its rows are called
 * @param overrides what differs from the experiment {@code ring-8}
 * @param falling what differs besides where learning rates fall
 */
record Contestant(String name, List<String> overrides, List<String> falling) {
    private Contestant(String name, List<String> overrides) {
        this(name, overrides, List.of());
    }

    /** All of them: the paper's two and both of its label schemes, the Wasserstein GAN as its own paper trains critics, two f-divergences. */
    static final List<Contestant> ALL = List.of(
            new Contestant("gan", List.of("divergence={name: gan}")),
            new Contestant("least-squares(0,1,1)", List.of("divergence={name: least-squares, a: 0, b: 1, c: 1}")),
            new Contestant("least-squares(-1,1,0)", List.of("divergence={name: least-squares, a: -1, b: 1, c: 0}")),
            new Contestant(
                    "wasserstein+clip",
                    List.of(
                            "divergence={name: wasserstein}",
                            "constraint={name: weight-clip, limit: 0.1}",
                            "schedule.critic-steps=5"),
                    // A critic's rate falls by its own updates, of which there are five to one of the generator's.
                    List.of(
                            "optimizer.critic.schedule={name: linear, start: 25000, steps: 75000, final-factor: 0.02}")),
            new Contestant("kl", List.of("divergence={name: kl}")),
            new Contestant("pearson", List.of("divergence={name: pearson}")));
}
