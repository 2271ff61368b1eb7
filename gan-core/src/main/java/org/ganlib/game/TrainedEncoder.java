package org.ganlib.game;

import java.util.List;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.spi.Activations;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;

/** A model's encoder, with the generator that leads back. */
public final class TrainedEncoder implements Encoder {
    private final TensorShape latent;
    private final TensorShape data;
    private final Network encoder;
    private final Network generator;

    /**
     * An encoder over trained networks.
     *
     * @param latent the shape of one latent
     * @param data the shape of one example
     * @param networks with an encoder and a generator
     */
    public TrainedEncoder(TensorShape latent, TensorShape data, NetworkSet networks) {
        this.latent = latent;
        this.data = data;
        encoder = networks.get(NetworkRole.ENCODER);
        generator = networks.get(NetworkRole.GENERATOR);
    }

    @Override
    public TensorShape latentShape() {
        return latent;
    }

    @Override
    public Examples encode(Examples examples) {
        return Activations.output(encoder, examples, latent);
    }

    @Override
    public Examples reconstruct(Examples examples) {
        return Activations.output(generator, encode(examples), data);
    }

    @Override
    public List<String> layers() {
        return encoder.definition().layers();
    }

    @Override
    public String penultimate() {
        return encoder.definition().penultimate();
    }

    @Override
    public Examples features(Examples examples, String layer) {
        return Activations.ofLayer(encoder, examples, layer);
    }
}
