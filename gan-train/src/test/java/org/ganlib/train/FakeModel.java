package org.ganlib.train;

import java.util.List;
import org.ganlib.network.NetworkSet;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.TensorShape;

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
            public Examples drawLatents(int count, RandomStream random) {
                return Examples.unlabelled(TensorShape.of(1), new float[count]);
            }

            @Override
            public Examples generate(Examples latents, int[] labels) {
                game.sampled.run();
                return latents;
            }
        };
    }
}
