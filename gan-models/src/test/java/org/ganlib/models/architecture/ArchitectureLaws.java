package org.ganlib.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.graph.LayerSizes;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.testkit.ArchitectureContract;
import org.ganlib.testkit.Defined;
import org.junit.jupiter.api.Test;

/** The contract of architectures, and what the architectures of this module owe besides. */
interface ArchitectureLaws extends ArchitectureContract {
    /**
     * Networks of every role, small enough for central differences, by what is special about them.
     */
    Map<String, Built> small();

    @Override
    default Map<String, Defined> networks() {
        Map<String, Defined> networks = new LinkedHashMap<>();
        small().forEach((name, built) -> networks.put(name, new Defined(built.architecture(), built.signature())));
        return networks;
    }

    /**
     * {@code gan describe} counts the parameters of the networks that an architecture is known for.
     */
    @Test
    default void isKnownForNetworks() {
        assertThat(defaults().examples()).isNotEmpty();
        for (NetworkSignature example : defaults().examples()) {
            NetworkDefinition definition = defaults().define(example);
            LayerSizes sizes = LayerSizes.of(definition);
            assertThat(sizes.withoutNode())
                    .as("layer without a node in the network for %s", example)
                    .isEmpty();
            assertThat(sizes.trainable())
                    .as("trained parameters for %s", example)
                    .isEqualTo((double) definition.trainable());
        }
    }
}
