package org.ganlib.spi;

import org.ganlib.plugin.PluginKind;

/** A number that says how good generated examples are. */
@PluginKind("metric")
public interface Metric {
    /** What the number means. */
    MetricInfo info();

    /**
     * Measures.
     *
     * @throws org.ganlib.problem.GanException if the context has too few examples or lacks what this metric needs; says what
     */
    MetricResult evaluate(MetricContext context);
}
