package org.ganlib.metrics.network;

import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;

/**
 * The input of a classifier: a whole example, or one channel at a time of stacked images.
 *
 * @param shape the shape of one input
 * @param classes the number of classes of one input
 * @param perExample the number of inputs per example
 */
record ClassifierInput(TensorShape shape, int classes, int perExample) {
    static ClassifierInput of(DatasetInfo data) {
        int channels = data.shape().channels();
        int classes = data.classNames().size();
        int root = (int) Math.round(Math.pow(classes, 1.0 / channels));
        if (channels > 1 && Math.round(Math.pow(root, channels)) == classes) {
            return new ClassifierInput(
                    TensorShape.of(1, data.shape().height(), data.shape().width()), root, channels);
        }
        return new ClassifierInput(data.shape(), classes, 1);
    }

    /**
     * The inputs for these examples, one after the other. Labels are those of the channels, and the
     * first channel is the most significant.
     */
    Examples split(Examples examples) {
        int[] labels = new int[examples.count() * perExample];
        for (int i = 0; i < examples.count(); i++) {
            int rest = examples.labels()[i];
            for (int c = perExample - 1; c >= 0; c--) {
                // The first channel keeps the whole quotient, so that a label that is too large
                // does not become the label of another class.
                labels[i * perExample + c] = rest < 0 ? -1 : c == 0 ? rest : rest % classes;
                rest = rest < 0 ? rest : rest / classes;
            }
        }
        return new Examples(shape, examples.values(), labels);
    }
}
