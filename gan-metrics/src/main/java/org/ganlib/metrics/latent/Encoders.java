package org.ganlib.metrics.latent;

import java.util.Optional;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.MetricContext;

/** The demands of metrics of encoders on a context. */
final class Encoders {
    private Encoders() {}

    /** The reason why there is no encoder to measure; empty if there is one. */
    static Optional<String> missing(MetricContext context) {
        return context.encoder().isPresent()
                ? Optional.empty()
                : Optional.of("needs an encoder, and there is none. Evaluate a run of a model that has one: bigan,"
                        + " latent-regressor, joint-latent-regressor or autoencoder.");
    }

    /** @throws GanException if there is no encoder; names the metric */
    static Encoder of(MetricContext context, String metric) {
        return context.encoder()
                .orElseThrow(
                        () -> new GanException(metric + ": " + missing(context).orElseThrow()));
    }
}
