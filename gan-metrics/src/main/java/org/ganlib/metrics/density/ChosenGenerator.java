package org.ganlib.metrics.density;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Records;
import org.ganlib.plugin.SettingText;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.ScalarFunction;

/**
 * The f-divergence that is measured, and what it is called.
 *
 * @param text its name, with what its settings say of f
 * @param generator f
 */
record ChosenGenerator(String text, Generator generator) {
    private static final double LOG_2 = Math.log(2);

    /**
     * u log u − (u + 1) log((1 + u)/2), the table's, which gives 2·JSD; here because no plugin of
     * another module may be named.
     */
    private static final ScalarFunction JENSEN_SHANNON = new ScalarFunction() {
        @Override
        public double value(double u) {
            return (u == 0 ? 0 : u * Math.log(u)) - (u + 1) * Math.log1p((u - 1) / 2);
        }

        @Override
        public double derivative(double u) {
            return Math.log(u) - Math.log1p((u - 1) / 2);
        }
    };

    /** The one chosen, or {@code jensen-shannon}. */
    static ChosenGenerator of(Optional<Divergence> chosen) {
        return chosen.map(divergence -> new ChosenGenerator(name(divergence), Generator.of((FDivergence) divergence)))
                .orElseGet(() -> new ChosenGenerator("jensen-shannon", new Generator(JENSEN_SHANNON, LOG_2, LOG_2)));
    }

    /** The plugin's name and its numbers; what a generator's objective is does not change f. */
    static String name(Divergence divergence) {
        String numbers = Arrays.stream(divergence.getClass().getRecordComponents())
                .filter(component -> component.getType() == double.class)
                .map(component -> number(component, divergence))
                .collect(Collectors.joining(", "));
        String name = divergence.getClass().getAnnotation(PluginName.class).value();
        return numbers.isEmpty() ? name : name + " (" + numbers + ")";
    }

    private static String number(RecordComponent component, Divergence divergence) {
        return SettingText.name(component.getName()) + " " + SettingText.brief(Records.value(component, divergence));
    }
}
