package org.ganlib.models.game;

import java.util.List;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.GameSignatures;
import org.ganlib.game.GeneratorSampler;
import org.ganlib.game.Latent;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.TensorShape;

/**
 * The two-player game against a critic that scores several examples at once, all real or all
 * generated: a pack of examples of a distribution with few modes looks unlike one of real examples.
 * A pack is one input with as many times the channels, or the numbers, of an example. A batch of n
 * examples makes n/m packs of m.
 *
 * @param latent the latent space
 * @param criticBatches the choice of one batch or two for real and generated packs
 * @param pack m, the number of examples in a pack
 */
@PluginName(
        value = "packing",
        summary = "A generator against a critic that scores packs of several examples.",
        paper = "Lin, Khetan, Fanti, Oh, PacGAN: The power of two samples in generative adversarial networks, 2018,"
                + " section 2")
public record Packing(
        @Setting("The latent space.") Latent latent,

        @Setting("Real and generated packs through the critic in one batch or two.")
        CriticBatches criticBatches,

        @Setting("The number of examples that the critic scores at once, ≥ 1.")
        int pack)
        implements GanModel {
    /** 100 uniform latents, packs of two. */
    public Packing() {
        this(new Latent(), CriticBatches.AUTO, 2);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if a pack has no example
     */
    public Packing {
        Settings.check().atLeast("pack", pack, 1).orThrow();
    }

    @Override
    public List<NetworkSignature> networks(DatasetInfo data) {
        return List.of(GameSignatures.generator(latent, data), GameSignatures.critic(List.of(packed(data.shape()))));
    }

    /** The shape of a pack. */
    private TensorShape packed(TensorShape example) {
        return example.isImage()
                ? TensorShape.of(pack * example.channels(), example.height(), example.width())
                : TensorShape.of(pack * example.elements());
    }

    /**
     * @throws ConfigurationException if the batch does not make whole packs
     */
    @Override
    public Game assemble(GameParts parts) {
        if (parts.batchSize() % pack != 0) {
            throw new ConfigurationException(
                    "experiment",
                    List.of("train.batch: must be a multiple of model.pack, which is " + pack + ", was "
                            + parts.batchSize()));
        }
        DatasetInfo data = parts.data();
        DatasetInfo packs = new DatasetInfo(
                data.name(),
                packed(data.shape()),
                data.range(),
                data.examples(),
                data.classNames(),
                data.licence(),
                data.citation(),
                data.fingerprint());
        return new PackingGame(this, parts, parts.withPacks(packs, parts.batchSize() / pack));
    }

    @Override
    public Sampler sampler(DatasetInfo data, NetworkSet networks) {
        return new GeneratorSampler(latent, data.shape(), networks.get(NetworkRole.GENERATOR), 0);
    }
}
