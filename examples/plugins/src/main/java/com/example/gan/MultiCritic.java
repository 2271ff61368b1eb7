package com.example.gan;

import java.util.ArrayList;
import java.util.List;
import org.ganlib.game.GameSignatures;
import org.ganlib.game.GeneratorSampler;
import org.ganlib.game.Latent;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.TensorShape;

/**
 * One generator against three critics of different architectures, as in GMAN with the mean of the
 * critics: the generator minimises the mean of its losses against each of them.
 *
 * @param latent the latent space
 */
@PluginName(
        value = "multi-critic",
        summary = "A generator against three critics; it minimises the mean of its losses.",
        paper = "Durugkar, Gemp, Mahadevan, Generative Multi-Adversarial Networks, 2017, section 3.1.2 with λ = 0")
public record MultiCritic(@Setting("the latent space") Latent latent) implements GanModel {
    /** The roles of the critics. Experiments name the architectures of the last two in {@code networks}. */
    static final List<NetworkRole> CRITICS =
            List.of(NetworkRole.CRITIC, new NetworkRole("critic-2"), new NetworkRole("critic-3"));

    /** The default latent space. */
    public MultiCritic() {
        this(new Latent());
    }

    @Override
    public List<NetworkSignature> networks(DatasetInfo data) {
        List<NetworkSignature> networks = new ArrayList<>(List.of(GameSignatures.generator(latent, data)));
        CRITICS.forEach(role -> networks.add(
                new NetworkSignature(role, List.of(data.shape()), TensorShape.of(1), ValueRange.UNBOUNDED)));
        return networks;
    }

    @Override
    public Game assemble(GameParts parts) {
        return new MultiCriticGame(this, parts);
    }

    @Override
    public Sampler sampler(DatasetInfo data, NetworkSet networks) {
        return new GeneratorSampler(latent, data.shape(), networks.get(NetworkRole.GENERATOR), 0);
    }
}
