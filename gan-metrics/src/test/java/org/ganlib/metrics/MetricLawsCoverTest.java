package org.ganlib.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.Metric;
import org.ganlib.testkit.MetricContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** No metric of this module escapes its laws. */
final class MetricLawsCoverTest {
    @Test
    void everyMetricIsUnderContract() throws ReflectiveOperationException {
        Set<String> under = new TreeSet<>();
        MetricLawsTest.metrics().forEach(metric -> under.add(metric.toString()));
        MetricLawsOnOwnDataTest onOwnData = new MetricLawsOnOwnDataTest();
        for (Class<?> laws : MetricLawsOnOwnDataTest.class.getDeclaredClasses()) {
            if (laws.isAnnotationPresent(Nested.class)) {
                MetricContract contract = (MetricContract) laws.getDeclaredConstructor(MetricLawsOnOwnDataTest.class)
                        .newInstance(onOwnData);
                under.add(contract.metric()
                        .getClass()
                        .getAnnotation(PluginName.class)
                        .value());
            }
        }
        // They look at what a generator or an encoder does instead of at generated examples; their
        // tests have known answers.
        under.addAll(Set.of("perceptual-path-length", "encoder-neighbour", "linear-probe", "reconstruction"));
        Set<String> installed = ServiceLoader.load(Metric.class).stream()
                .map(p -> p.type().getAnnotation(PluginName.class).value())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(under).isEqualTo(installed);
    }
}
