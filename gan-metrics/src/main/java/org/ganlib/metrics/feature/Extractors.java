package org.ganlib.metrics.feature;

import org.ganlib.plugin.PluginName;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;

/** Applies extractors on behalf of metrics. */
public final class Extractors {
    private record Opened(FeatureExtractor extractor) {}

    private Extractors() {}

    /** An extractor's name: what stands in brackets behind a metric's. */
    public static String name(FeatureExtractor extractor) {
        return extractor.getClass().getAnnotation(PluginName.class).value();
    }

    /** The extractor, made ready once for all metrics of an evaluation, which closes it. */
    public static FeatureMap open(FeatureExtractor extractor, MetricContext context) {
        return context.shared(new Opened(extractor), () -> extractor.open(context));
    }
}
