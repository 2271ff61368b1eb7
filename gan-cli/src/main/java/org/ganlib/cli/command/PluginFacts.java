package org.ganlib.cli.command;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.graph.LayerSizes;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.FDivergence;
import org.ganlib.tensor.TensorShape;

/**
 * The facts that a plugin states about itself, and those that can be computed: for f-divergences
 * the values of f at u = 1, where model and data agree; for architectures the number of parameters
 * of their best-known networks.
 */
final class PluginFacts {
    private static final int DECIMALS = 6;

    private PluginFacts() {}

    static List<String> of(PluginDescriptor<?> plugin) {
        Stream<String> computed = Stream.empty();
        if (FDivergence.class.isAssignableFrom(plugin.type())) {
            computed = atAgreement((FDivergence) plugin.defaults());
        } else if (Architecture.class.isAssignableFrom(plugin.type())) {
            computed = sizes((Architecture) plugin.defaults());
        }
        return Stream.concat(plugin.facts().stream(), computed).toList();
    }

    private static Stream<String> sizes(Architecture architecture) {
        return architecture.examples().stream().map(signature -> {
            LayerSizes sizes = LayerSizes.of(architecture.define(signature));
            String inputs = signature.inputs().stream()
                    .limit(signature.inputs().size() - (signature.classes() > 0 ? 1 : 0))
                    .map(TensorShape::toString)
                    .collect(Collectors.joining(" and "));
            if (signature.classes() > 0) {
                inputs += String.format(Locale.ROOT, " and one of %,d classes", signature.classes());
            }
            return String.format(
                            Locale.ROOT,
                            "parameters: %,.0f (%s %s → %s)",
                            sizes.trainable(),
                            signature.role().key(),
                            inputs,
                            signature.output())
                    + sizes.withoutNode()
                            .map(layer -> ". No node of the graph stands for " + layer
                                    + ", so the reference engine runs this network")
                            .orElse("");
        });
    }

    private static Stream<String> atAgreement(FDivergence divergence) {
        return Stream.of(
                "f(1) = " + text(divergence.f().value(1)) + ", f′(1) = T*(1) = " + text(divergence.optimalCritic(1)));
    }

    private static String text(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        return new BigDecimal(value)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString()
                .replace('-', '−');
    }
}
