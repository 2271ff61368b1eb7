package org.ganlib.metrics.image;

import java.util.Optional;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricContext;

/** Real and generated images, checked. */
final class ImageSets {
    private static final int SMALLEST_SIDE = 7;

    private ImageSets() {}

    static Optional<String> inapplicable(MetricContext context) {
        boolean image = context.data().shape().isImage()
                && Math.min(
                                context.data().shape().height(),
                                context.data().shape().width())
                        >= SMALLEST_SIDE;
        return image
                ? Optional.empty()
                : Optional.of("needs images of " + SMALLEST_SIDE + " pixels a side or more, "
                        + context.data().name() + " has " + context.data().shape() + ".");
    }

    /**
     * The generated images.
     *
     * @throws GanException if there are too few, shapes differ from the real ones, or a value is
     *     not finite
     */
    static Examples generated(MetricContext context, String metric, int minimum) {
        inapplicable(context).ifPresent(reason -> {
            throw new GanException(metric + ": " + reason);
        });
        Examples generated = context.generated();
        if (generated.count() < minimum || context.real().count() < minimum) {
            throw new GanException(metric + ": needs at least " + minimum + " generated and real examples, were "
                    + generated.count() + " and " + context.real().count() + ". Generate more.");
        }
        if (!generated.shape().equals(context.real().shape())) {
            throw new GanException(metric + ": generated examples are " + generated.shape() + ", the data's are "
                    + context.real().shape() + ". Compare examples of one shape.");
        }
        FeatureSets.requireFinite(
                metric, "generated", generated, "The generator has diverged, or the file is damaged.");
        FeatureSets.requireFinite(metric, "real", context.real(), "The file is damaged.");
        return generated;
    }
}
