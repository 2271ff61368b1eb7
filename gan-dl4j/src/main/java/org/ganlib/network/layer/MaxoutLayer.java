package org.ganlib.network.layer;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.ganlib.graph.ActivationFunction;
import org.ganlib.graph.GraphLayer;
import org.ganlib.graph.Node;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense layer whose units are the maximum of several linear pieces (Goodfellow et al., Maxout
 * Networks, 2013, section 2):
 *
 * <pre>hⱼ(x) = max over i of (xᵀW + b)[j·k + i],  i = 0 … k−1</pre>
 *
 * <p>With n inputs, m units and k pieces, {@code W} is [n, m·k] in column-major order and {@code b}
 * has m·k elements; unit j owns the columns j·k … j·k+k−1. Inputs are [N, n], outputs [N, m]. Where
 * pieces tie, the gradient goes to the first of them.
 *
 * <p>Weights are drawn with fan-in n and fan-out m: a gradient comes back through one piece of each
 * unit.
 */
public final class MaxoutLayer extends FeedForwardLayer implements GraphLayer {
    private int pieces;

    /** For reading configurations; use {@link Builder}. */
    public MaxoutLayer() {}

    private MaxoutLayer(Builder builder) {
        super(builder);
        pieces = builder.pieces;
        activationFn = new ActivationIdentity();
        initializeConstraints(builder);
    }

    /** Pieces per unit, k. */
    public int getPieces() {
        return pieces;
    }

    /** For reading configurations. */
    public void setPieces(int pieces) {
        this.pieces = pieces;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean draw,
            DataType precision) {
        LayerValidation.assertNInNOutSet("MaxoutLayer", getLayerName(), index, getNIn(), getNOut());
        MaxoutComputation layer = new MaxoutComputation(configuration, precision);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(initializer().init(configuration, parameters, draw));
        layer.setConf(configuration);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return MaxoutParameters.INSTANCE;
    }

    /**
     * A dense layer without an activation function, followed by the maximum over each unit's
     * pieces.
     */
    @Override
    public List<Node> nodes(String name, String source, TensorShape input) throws UnsupportedLayerException {
        int inputs = Math.toIntExact(getNIn());
        int units = Math.toIntExact(getNOut());
        if (input.isImage() || input.elements() != inputs) {
            throw new UnsupportedLayerException(name, "takes " + inputs + " numbers, is given " + input);
        }
        String linear = name + "/linear";
        return List.of(
                new Node.Dense(
                        linear, /* layer= */ name, source, inputs, units * pieces, true, ActivationFunction.IDENTITY),
                new Node.Maximum(name, linear, TensorShape.of(units), pieces));
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        InputType outputType = getOutputType(-1, inputType);
        long parameters = initializer().numParams(this);
        long linear = nOut * pieces;
        return new LayerMemoryReport.Builder(layerName, MaxoutLayer.class, inputType, outputType)
                .standardMemory(parameters, getIUpdater().stateSize(parameters))
                .workingMemory(0, linear, 0, linear)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MaxoutLayer layer && super.equals(other) && pieces == layer.pieces;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + pieces;
    }

    @Override
    public String toString() {
        return "MaxoutLayer(" + super.toString() + ", pieces=" + pieces + ")";
    }

    /** Builds the layer; {@link #nIn}, {@link #nOut} (units) and the pieces must be given. */
    @SuppressWarnings("unchecked") // the supertype's build() returns whatever type its caller asks for
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        private final int pieces;

        /**
         * A layer with that many pieces per unit.
         *
         * @throws IllegalArgumentException if there are fewer than 2: one piece is a linear layer
         */
        public Builder(int pieces) {
            if (pieces < 2) {
                throw new IllegalArgumentException(
                        "pieces: must be ≥ 2, was " + pieces + ". One piece is a dense layer");
            }
            this.pieces = pieces;
        }

        /**
         * @throws IllegalArgumentException if an activation was given: the maximum is this layer's
         *     nonlinearity
         */
        @Override
        public MaxoutLayer build() {
            if (activationFn != null && !(activationFn instanceof ActivationIdentity)) {
                throw new IllegalArgumentException("activation: a maxout layer takes none, was " + activationFn
                        + ". Put it into a layer of its own");
            }
            return new MaxoutLayer(this);
        }
    }
}
