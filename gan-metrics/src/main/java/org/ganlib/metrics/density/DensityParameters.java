package org.ganlib.metrics.density;

import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;

/** The rules that the parameters of all densities share. */
final class DensityParameters {
    /**
     * The largest |location| / scale. Beyond it, x − mean has fewer than 8 digits for x near the
     * mean.
     */
    private static final double FARTHEST = 1e8;

    private DensityParameters() {}

    /**
     * Requires a finite location, a positive scale, and digits enough to tell the numbers around
     * the location apart.
     */
    static Settings check(String location, double at, String scale, double width) {
        return Settings.check()
                .finite(location, at)
                .positive(scale, width)
                .rule(
                        !(width > 0) || !Double.isFinite(at) || Math.abs(at) <= FARTHEST * width,
                        location,
                        "must be within 1e8 times " + scale + " of 0 for the integrals to be exact, was "
                                + SettingText.number(at) + " with " + scale + " " + SettingText.number(width)
                                + ". Shift both densities");
    }

    static void requireProbability(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability must be in [0, 1], was " + probability);
        }
    }

    /** The parameters as {@link DensityText} reads them. */
    static String join(double... numbers) {
        StringBuilder text = new StringBuilder();
        for (double number : numbers) {
            text.append(text.isEmpty() ? "" : ",").append(SettingText.number(number));
        }
        return text.toString();
    }
}
