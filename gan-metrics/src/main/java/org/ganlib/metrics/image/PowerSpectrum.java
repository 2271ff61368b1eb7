package org.ganlib.metrics.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.feature.Provenance;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.ganlib.tensor.TensorShape;

/**
 * The difference between the power of generated and of real images at each spatial frequency: the
 * root mean square over frequencies, in decibels, of the difference between the mean power spectra,
 * averaged over directions and channels. Upsampling leaves traces at the highest frequencies; in
 * blurred images these are too weak.
 *
 * <p>≥ 0, 0 for equal spectra. Detail {@code highest} is the signed difference at the highest
 * frequency. The constant part, frequency 0, is left out; powers below 10⁻¹² of the strongest count
 * as that. Blank images have no power: two sets of them have 0.
 */
@PluginName(
        value = "power-spectrum",
        summary = "Root mean square difference of the images' mean power spectra, in decibels.",
        paper = "Durall, Keuper, Keuper, Watch your Up-Convolution, 2020, section 3.1")
@Facts("azimuthal mean of |DFT|², mean over images, 10·log₁₀ of the quotient, RMS over frequencies 1 … min(h, w)/2")
public record PowerSpectrum() implements Metric {
    private static final int MINIMUM_SAMPLES = 10;
    private static final double FLOOR = 1e-12;

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "dB",
                MetricInfo.Direction.LOWER,
                MINIMUM_SAMPLES,
                "biased upwards at small n",
                "RMS over frequencies of the difference in dB of azimuthally averaged mean power spectra");
    }

    @Override
    public Optional<String> inapplicable(MetricContext context) {
        return ImageSets.inapplicable(context);
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        Examples generated = ImageSets.generated(context, "power-spectrum", MINIMUM_SAMPLES);
        double[] ofGenerated = spectrum(generated);
        double[] ofReal = spectrum(context.real());
        double strongest = 0;
        for (int f = 1; f < ofReal.length; f++) {
            strongest = Math.max(strongest, Math.max(ofReal[f], ofGenerated[f]));
        }
        double floor = strongest > 0 ? FLOOR * strongest : 1;
        double squares = 0;
        double difference = 0;
        for (int f = 1; f < ofReal.length; f++) {
            difference = 10 * Math.log10(Math.max(floor, ofGenerated[f]) / Math.max(floor, ofReal[f]));
            squares += difference * difference;
        }
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("highest", difference);
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put(
                "reference", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("split", Provenance.split(context));
        provenance.put("real examples", String.valueOf(context.real().count()));
        return new MetricResult(Math.sqrt(squares / (ofReal.length - 1)), generated.count(), details, provenance);
    }

    /**
     * The mean power at each whole frequency, the distance from the centre rounded, from 0 to half
     * of the smaller side.
     */
    private static double[] spectrum(Examples examples) {
        TensorShape shape = examples.shape();
        int size = Math.min(shape.height(), shape.width());
        double[] power = new double[size / 2 + 1];
        long[] counts = new long[power.length];
        Fourier fourier = new Fourier(shape.height(), shape.width());
        for (int i = 0; i < examples.count(); i++) {
            for (int c = 0; c < shape.channels(); c++) {
                Plane channel = Plane.of(examples, i, c);
                // The first pixel's value is subtracted, because the constant part does not count.
                // A channel of equal pixels then has exactly no power.
                fourier.transform(channel.minus(channel.at(0)));
                for (int v = 0; v < shape.height(); v++) {
                    for (int u = 0; u < shape.width(); u++) {
                        double fv = Math.min(v, shape.height() - v) * (double) size / shape.height();
                        double fu = Math.min(u, shape.width() - u) * (double) size / shape.width();
                        int frequency = (int) Math.round(Math.hypot(fu, fv));
                        if (frequency < power.length) {
                            power[frequency] += fourier.power(v, u);
                            counts[frequency]++;
                        }
                    }
                }
            }
        }
        for (int f = 0; f < power.length; f++) {
            power[f] /= counts[f];
        }
        return power;
    }
}
