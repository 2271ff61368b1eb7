package org.ganlib.cli.command;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.spi.FDivergence;

/** What a plugin states about itself, and of f-divergences what their f says at u = 1, where model and data agree. */
final class DivergenceFacts {
    private static final int DECIMALS = 6;

    private DivergenceFacts() {}

    static List<String> of(PluginDescriptor<?> plugin) {
        Stream<String> computed = FDivergence.class.isAssignableFrom(plugin.type())
                ? atAgreement((FDivergence) plugin.defaults())
                : Stream.empty();
        return Stream.concat(plugin.facts().stream(), computed).toList();
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
