package org.ganlib.network.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.indexaccum.custom.ArgMax;
import org.nd4j.linalg.api.ops.impl.reduce.same.Max;
import org.nd4j.linalg.api.ops.impl.shape.OneHot;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a {@link MaxoutLayer} on ND4J. Backward needs no linear outputs, only which piece of each
 * unit was the largest.
 */
final class MaxoutComputation extends BaseLayer<MaxoutLayer> {
    private static final int PIECES = 2;

    private INDArray largest;

    MaxoutComputation(NeuralNetConfiguration configuration, DataType precision) {
        super(configuration, precision);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray linear = preOutput(training, workspaces);
        long count = linear.size(0);
        long units = layerConf().getNOut();
        INDArray byPiece = linear.reshape('c', count, units, layerConf().getPieces());
        if (training) {
            largest = workspaces.createUninitialized(ArrayType.INPUT, DataType.INT64, count, units);
            Nd4j.exec(new ArgMax(new INDArray[] {byPiece}, new INDArray[] {largest}, false, PIECES));
        }
        INDArray maximum = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS, linear.dataType(), new long[] {count, units}, 'c');
        Nd4j.exec(new Max(byPiece, maximum, false, PIECES));
        return maximum;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        long count = epsilon.size(0);
        long units = layerConf().getNOut();
        int pieces = layerConf().getPieces();

        INDArray byPiece = workspaces.createUninitialized(
                ArrayType.BP_WORKING_MEM, epsilon.dataType(), new long[] {count, units, pieces}, 'c');
        Nd4j.exec(new OneHot(largest, byPiece, pieces, -1, 1, 0));
        byPiece.muli(epsilon.reshape(count, units, 1));
        INDArray delta = byPiece.reshape('c', count, units * pieces);

        Gradient gradient = new DefaultGradient();
        INDArray biasGradient = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
        delta.sum(biasGradient, 0);
        gradient.gradientForVariable().put(DefaultParamInitializer.BIAS_KEY, biasGradient);
        INDArray weightGradient = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
        Nd4j.gemm(input.castTo(weightGradient.dataType()), delta, weightGradient, true, false, 1, 0);
        gradient.gradientForVariable().put(DefaultParamInitializer.WEIGHT_KEY, weightGradient);

        INDArray weights = getParamWithNoise(DefaultParamInitializer.WEIGHT_KEY, true, workspaces);
        INDArray transposed = workspaces.createUninitialized(
                ArrayType.ACTIVATION_GRAD, delta.dataType(), new long[] {weights.size(0), count}, 'f');
        INDArray inputGradient = weights.mmuli(delta.transpose(), transposed).transpose();
        weightNoiseParams.clear();
        return new Pair<>(gradient, backpropDropOutIfPresent(inputGradient));
    }

    @Override
    public void clear() {
        super.clear();
        largest = null;
    }

    @Override
    public boolean hasBias() {
        return true;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}
