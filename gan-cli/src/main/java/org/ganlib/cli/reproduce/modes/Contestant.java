package org.ganlib.cli.reproduce.modes;

import java.util.List;

/**
 * An objective that takes part.
 *
 * @param name what its rows are called
 * @param overrides what differs from the experiment {@code ring-8}
 */
record Contestant(String name, List<String> overrides) {
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
                            "schedule.critic-steps=5")),
            new Contestant("kl", List.of("divergence={name: kl}")),
            new Contestant("pearson", List.of("divergence={name: pearson}")));
}
