package org.ganlib.metrics.latent;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.ganlib.network.NetworkSet;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricContext;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GivenExamples;

/**
 * Points and an encoder by hand: its code is the first coordinate, its features are the second one,
 * and reconstructions apply a function to every coordinate.
 *
 * @param given the examples
 * @param back what reconstruction makes of a coordinate
 */
record GivenEncoder(GivenExamples given, DoubleUnaryOperator back) implements MetricContext, Encoder {
    @Override
    public Optional<Encoder> encoder() {
        return Optional.of(this);
    }

    @Override
    public TensorShape latentShape() {
        return TensorShape.of(1);
    }

    @Override
    public Examples encode(Examples examples) {
        return coordinate(examples, 0);
    }

    @Override
    public Examples reconstruct(Examples examples) {
        float[] values = new float[examples.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) back.applyAsDouble(examples.values()[i]);
        }
        return new Examples(examples.shape(), values, examples.labels());
    }

    @Override
    public List<String> layers() {
        return List.of("first", "second", "output");
    }

    @Override
    public String penultimate() {
        return "second";
    }

    @Override
    public Examples features(Examples examples, String layer) {
        return switch (layer) {
            case "first", "output" -> coordinate(examples, 0);
            case "second" -> coordinate(examples, 1);
            default -> throw new GanException("no layer " + layer);
        };
    }

    private static Examples coordinate(Examples examples, int index) {
        float[] values = new float[examples.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = examples.values()[i * examples.shape().elements() + index];
        }
        return new Examples(TensorShape.of(1), values, examples.labels());
    }

    @Override
    public DatasetInfo data() {
        return given.data();
    }

    @Override
    public Examples generated() {
        return given.generated();
    }

    @Override
    public Examples reference() {
        return given.reference();
    }

    @Override
    public Examples heldOut() {
        return given.heldOut();
    }

    @Override
    public Optional<NetworkSet> networks() {
        return Optional.empty();
    }

    @Override
    public RandomStream random() {
        return given.random();
    }

    @Override
    public long seed() {
        return given.seed();
    }
}
