package org.ganlib.graph;

import org.ganlib.tensor.TensorShape;

/**
 * The linear map of a convolution from a large image to a small one, or its transpose. The weights
 * are [channels of the small image, channels of the large image, rows, columns] either way.
 */
final class WindowMap implements LinearMap {
    private final double[] parameters;
    private final int offset;
    private final Window window;
    private final TensorShape large;
    private final TensorShape small;
    private final boolean transposed;
    private final int count;

    /**
     * @param offset the index of the first weight among the parameters
     * @param transposed true if the map leads from the small image to the large one
     * @param count examples in the batch
     */
    WindowMap(
            double[] parameters,
            int offset,
            Window window,
            TensorShape large,
            TensorShape small,
            boolean transposed,
            int count) {
        this.parameters = parameters;
        this.offset = offset;
        this.window = window;
        this.large = large;
        this.small = small;
        this.transposed = transposed;
        this.count = count;
    }

    /** One weight, and the pixels that it stands between. */
    private interface Connection {
        void visit(int atLarge, int atSmall, int weight);
    }

    @Override
    public void apply(double[] from, double[] to) {
        pass(from, to, transposed);
    }

    @Override
    public void applyTransposed(double[] from, double[] to) {
        pass(from, to, !transposed);
    }

    private void pass(double[] from, double[] to, boolean toLarge) {
        if (toLarge) {
            forEach((atLarge, atSmall, weight) -> to[atLarge] += parameters[weight] * from[atSmall]);
        } else {
            forEach((atLarge, atSmall, weight) -> to[atSmall] += parameters[weight] * from[atLarge]);
        }
    }

    @Override
    public void addWeightGradient(double[] inputs, double[] adjoints, double[] gradients) {
        double[] atLargeImage = transposed ? adjoints : inputs;
        double[] atSmallImage = transposed ? inputs : adjoints;
        forEach((atLarge, atSmall, weight) -> gradients[weight] += atLargeImage[atLarge] * atSmallImage[atSmall]);
    }

    private void forEach(Connection connection) {
        int largePlane = large.height() * large.width();
        int smallPlane = small.height() * small.width();
        for (int n = 0; n < count; n++) {
            for (int s = 0; s < small.channels(); s++) {
                for (int l = 0; l < large.channels(); l++) {
                    forEachPixel(
                            connection,
                            (n * large.channels() + l) * largePlane,
                            (n * small.channels() + s) * smallPlane,
                            offset + (s * large.channels() + l) * window.kernelElements());
                }
            }
        }
    }

    private void forEachPixel(Connection connection, int largeStart, int smallStart, int weights) {
        for (int y = 0; y < small.height(); y++) {
            for (int x = 0; x < small.width(); x++) {
                for (int i = 0; i < window.kernelHeight(); i++) {
                    int row = y * window.strideHeight() + i - window.top();
                    for (int j = 0; j < window.kernelWidth(); j++) {
                        int column = x * window.strideWidth() + j - window.left();
                        if (row >= 0 && row < large.height() && column >= 0 && column < large.width()) {
                            connection.visit(
                                    largeStart + row * large.width() + column,
                                    smallStart + y * small.width() + x,
                                    weights + i * window.kernelWidth() + j);
                        }
                    }
                }
            }
        }
    }
}
