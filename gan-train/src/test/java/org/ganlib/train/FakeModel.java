package org.ganlib.train;

import java.util.List;
import org.ganlib.network.NetworkSet;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Plays the game it is given; its sampler answers latents with themselves. */
record FakeModel(FakeGame game) implements GanModel {
    @Override
    public List<NetworkSignature> networks(DatasetInfo data) {
        return List.of();
    }

    @Override
    public Game assemble(GameParts parts) {
        return game;
    }

    @Override
    public Sampler sampler(DatasetInfo data, NetworkSet networks) {
        return new Sampler() {
            @Override
            public TensorShape latentShape() {
                return TensorShape.of(1);
            }

            @Override
            public int classes() {
                return 0;
            }

            @Override
            public INDArray drawLatents(int count, RandomStream random) {
                return Nd4j.create(DataType.FLOAT, count, 1);
            }

            @Override
            public INDArray generate(INDArray latents, int[] labels) {
                game.sampled.run();
                return latents.dup();
            }
        };
    }
}
