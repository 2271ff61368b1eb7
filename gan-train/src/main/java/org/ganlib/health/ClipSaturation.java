package org.ganlib.health;

import java.util.Optional;
import org.ganlib.spi.Evidence;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.Symptom;

/**
 * Weight clipping does the critic's work: nearly every clipped parameter stands at the limit, as
 * {@code constraint/saturation} says.
 */
final class ClipSaturation implements Symptom {
    private static final double MOST = 0.95;

    @Override
    public String name() {
        return "clip-saturation";
    }

    @Override
    public String advice() {
        return "A critic whose weights all stand at ±limit can only learn simple functions (Gulrajani et al. 2017, section 3): raise the limit, or"
                + " lower the critic's learning rate";
    }

    @Override
    public int patience() {
        return 5;
    }

    @Override
    public Optional<Evidence> atStep(StepReport report) {
        double share = report.value(Measurements.CLIP_SATURATION);
        return share > MOST
                ? Optional.of(new Evidence(
                        Text.percent(share) + " of the critic's clipped parameters stand at the limit (at most "
                                + Text.percent(MOST) + " expected)",
                        share,
                        MOST))
                : Optional.empty();
    }
}
