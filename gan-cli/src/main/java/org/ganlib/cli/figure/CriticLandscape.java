package org.ganlib.cli.figure;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.ganlib.library.TrainedModel;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.Pass;
import org.ganlib.picture.ImageGrid;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A picture of the scores that a critic gives the points of the plane, with real and generated
 * points over it.
 */
public final class CriticLandscape {
    private static final int POINTS = 1_000;
    private static final int CHUNK = 4_096;

    private CriticLandscape() {}

    /**
     * The picture. It is empty unless the data are points of the plane and the critic reads only
     * them.
     */
    public static Optional<BufferedImage> of(TrainedModel model, long seed) {
        Network critic = model.networks().all().get(NetworkRole.CRITIC);
        if (critic == null
                || model.data().shape().isImage()
                || model.data().shape().elements() != 2
                || critic.definition().inputs().size() != 1) {
            return Optional.empty();
        }
        Examples generated = model.sample(POINTS, seed);
        float[] real = model.trainingFor("the landscape has no real points")
                .map(data -> Subset.read(data, POINTS, seed, "landscape").values())
                .orElseGet(() -> new float[0]);
        return Optional.of(ImageGrid.landscape(model.data().range(), real, generated.values(), p -> scores(critic, p)));
    }

    private static double[] scores(Network critic, float[] points) {
        int count = points.length / 2;
        double[] scores = new double[count];
        for (int from = 0; from < count; from += CHUNK) {
            int length = Math.min(CHUNK, count - from);
            try (Tensor batch = critic.memory().allocate(DataType.FLOAT, TensorShape.of(2), length)) {
                batch.toFill().put(points, 2 * from, 2 * length);
                batch.filled();
                try (Pass pass = critic.forward(Mode.EVALUATION, batch)) {
                    double[] part = new double[length];
                    pass.output().read(part);
                    System.arraycopy(part, 0, scores, from, length);
                }
            }
        }
        return scores;
    }
}
