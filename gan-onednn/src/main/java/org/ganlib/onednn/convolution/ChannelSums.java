package org.ganlib.onednn.convolution;

import java.nio.FloatBuffer;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.tensor.TensorShape;

/**
 * The gradient of a bias with one number per channel: the sum over examples and pixels, in double
 * precision. It is used for few channels. oneDNN's reduction runs on its slow reference
 * implementation.
 */
final class ChannelSums {
    private final Compilation compilation;
    private final TensorShape image;
    private final String segment;
    private final float[] plane;
    private FormattedMemory gradient;
    private FloatBuffer sums;
    private Operation store;

    ChannelSums(Compilation compilation, TensorShape image, String segment) {
        this.compilation = compilation;
        this.image = image;
        this.segment = segment;
        plane = new float[image.height() * image.width()];
    }

    /**
     * Makes the copy to the gradient of the bias.
     *
     * @param images the gradient of the layer's output before the activation function, in row-major
     *     order
     */
    void prepare(FormattedMemory images) {
        gradient = images;
        FormattedMemory result = FormattedMemory.allocate(compilation.arena(), OneDnn.vector(image.channels()));
        sums = result.buffer();
        store = Reorder.operation(
                compilation.arena(), segment, result, compilation.gradientOf(segment, result.format()));
    }

    /** Computes the sums and copies them to the gradient of the bias. */
    void run() {
        FloatBuffer images = gradient.buffer();
        for (int c = 0; c < image.channels(); c++) {
            double sum = 0;
            for (int n = 0; n < compilation.batch(); n++) {
                images.get((n * image.channels() + c) * plane.length, plane);
                sum += planeSum();
            }
            sums.put(c, (float) sum);
        }
        store.run();
    }

    private double planeSum() {
        // Four independent sums, so that no addition waits for the one before.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int whole = plane.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            a += plane[i];
            b += plane[i + 1];
            c += plane[i + 2];
            d += plane[i + 3];
        }
        for (int i = whole; i < plane.length; i++) {
            a += plane[i];
        }
        return a + b + (c + d);
    }
}
