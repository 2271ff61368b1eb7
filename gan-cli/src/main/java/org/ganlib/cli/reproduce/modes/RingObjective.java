package org.ganlib.cli.reproduce.modes;

import java.util.List;

/**
 * An objective that takes part.
 *
 * @param name the name of its rows
 * @param overrides the settings that differ from the experiment {@code ring-8}
 * @param falling further settings that differ if learning rates fall
 */
record RingObjective(String name, List<String> overrides, List<String> falling) {
    private RingObjective(String name, List<String> overrides) {
        this(name, overrides, List.of());
    }

    /**
     * All objectives: the paper's two and both of its label schemes, the Wasserstein GAN as its own
     * paper trains critics, two f-divergences.
     */
    static final List<RingObjective> ALL = List.of(
            new RingObjective("gan", List.of("divergence={name: gan}")),
            new RingObjective("least-squares(0,1,1)", List.of("divergence={name: least-squares, a: 0, b: 1, c: 1}")),
            new RingObjective("least-squares(-1,1,0)", List.of("divergence={name: least-squares, a: -1, b: 1, c: 0}")),
            new RingObjective(
                    "wasserstein+clip",
                    List.of(
                            "divergence={name: wasserstein}",
                            "constraint={name: weight-clip, limit: 0.1}",
                            "schedule.critic-steps=5"),
                    // A critic's rate falls by its own updates, of which there are five to one of
                    // the generator's.
                    List.of(
                            "optimizer.critic.schedule={name: linear, start: 25000, steps: 75000, final-factor: 0.02}")),
            new RingObjective("kl", List.of("divergence={name: kl}")),
            new RingObjective("pearson", List.of("divergence={name: pearson}")));
}
