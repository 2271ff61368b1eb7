package org.ganlib.metrics.latent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Subset;

/**
 * The linear separability of classes by an encoder's features: the share of held-out examples whose
 * class {@linkplain LogisticRegression multinomial logistic regression} finds from the numbers of
 * one of the encoder's layers, which stays as it is, after it has learnt from few labels. In [0,
 * 1].
 *
 * <p>Details: {@code accuracy/features}, the value; {@code accuracy/latent}, the same in E(x);
 * {@code accuracy/pixels}, the same from the examples themselves, which needs no encoder.
 *
 * @param layer the encoder's layer that is read; empty for the one that its last layer reads
 * @param labels the largest number of labelled training examples that are learnt from, as equally
 *     many of each class as there are; ≥ 2
 */
@PluginName(
        value = "linear-probe",
        summary = "Held-out accuracy of logistic regression on an encoder's features, learnt from few labels.",
        paper = "Alain, Bengio, Understanding intermediate layers using linear classifier probes, 2016")
@Facts(
        "logistic regression on standardised features, minimising −1/n Σ log p(y given x) + ‖W‖²/2n: one minimum, nothing to tune")
public record LinearProbe(
        @Setting("the encoder's layer that is read; empty for the one its last layer reads")
        String layer,

        @Setting("at most so many labelled training examples are learnt from, ≥ 2")
        int labels)
        implements Metric {
    private static final String ID = "linear-probe";

    /** The layer that the last one reads, a thousand labels. */
    public LinearProbe() {
        this("", 1000);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if there are fewer than two labels */
    public LinearProbe {
        Settings.check().atLeast("labels", labels, 2).orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.HIGHER,
                1,
                "rises with the number of labels: compare only at the same one",
                "multinomial logistic regression, L2 penalty 1/2n, features standardised over at most " + labels
                        + " labelled training examples, held-out examples as queries, encoder in evaluation mode, layer "
                        + (layer.isEmpty() ? "before the last" : layer));
    }

    @Override
    public Optional<String> inapplicable(MetricContext context) {
        if (context.data().classNames().size() < 2) {
            return Optional.of("needs classes, and dataset " + context.data().name() + " has none.");
        }
        return Encoders.missing(context);
    }

    /**
     * @throws GanException if there is no encoder, no class, no layer of that name or too few
     *     labels, or an encoding is NaN
     */
    @Override
    public MetricResult evaluate(MetricContext context) {
        inapplicable(context).ifPresent(reason -> {
            throw new GanException(ID + ": " + reason);
        });
        Encoder encoder = Encoders.of(context, ID);
        String read = layer.isEmpty() ? encoder.penultimate() : layer;
        int classes = context.data().classNames().size();
        Examples labelled = labelled(context, classes);
        Examples queries = context.heldOut();
        if (queries.count() == 0) {
            throw new GanException(ID + ": there are no held-out examples to test on.");
        }
        LinearReadout features =
                LinearReadout.of(some -> finite("features", encoder.features(some, read)), classes, labelled, queries);
        LinearReadout latent =
                LinearReadout.of(some -> finite("codes", encoder.encode(some)), classes, labelled, queries);
        LinearReadout pixels = LinearReadout.of(some -> finite("values", some), classes, labelled, queries);
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("accuracy/features", features.accuracy());
        details.put("accuracy/latent", latent.accuracy());
        details.put("accuracy/pixels", pixels.accuracy());
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("layer", read);
        provenance.put("features", String.valueOf(features.features()));
        provenance.put(
                "reference", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("labels", String.valueOf(labelled.count()));
        Subset.describe("labelled", labelled, provenance);
        provenance.put("held-out examples", String.valueOf(queries.count()));
        return new MetricResult(features.accuracy(), queries.count(), details, provenance);
    }

    private Examples labelled(MetricContext context, int classes) {
        Examples reference = context.reference();
        int wanted = Math.min(labels, LabelledSubset.labelled(reference));
        return LabelledSubset.balanced(reference, classes, wanted, context.seed(), ID + ".labels");
    }

    private static Examples finite(String which, Examples examples) {
        FeatureSets.requireFinite(ID, which + " of", examples, "The encoder has diverged, or the data is damaged.");
        return examples;
    }
}
