package org.ganlib.models.game;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.InstanceNoise;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.tensor.TensorShape;

/** What a game is assembled from, with networks that compute nothing. */
final class SilentParts {
    static final int SIZE = 4;
    static final DatasetInfo PICTURES = new DatasetInfo(
            "pictures",
            TensorShape.of(1, 2, 3),
            ValueRange.UNIT,
            OptionalInt.empty(),
            List.of("ant", "bee", "cow"),
            "none",
            "none",
            "pictures");

    private SilentParts() {}

    /** For every network the model asks for, one that answers in the shape it asks for. */
    static GameParts of(GanModel model, boolean normalisedCritic) {
        return of(model, normalisedCritic, InstanceNoise.NONE);
    }

    /** The same, with noise over what the critic reads. */
    static GameParts of(GanModel model, boolean normalisedCritic, InstanceNoise noise) {
        Map<NetworkRole, Network> networks = new LinkedHashMap<>();
        for (NetworkSignature signature : model.networks(PICTURES)) {
            boolean normalised = !signature.role().equals(NetworkRole.CRITIC) || normalisedCritic;
            networks.put(
                    signature.role(), new SilentNetwork(signature.role().key(), signature.output(), normalised, 10));
        }
        return new GameParts(
                PICTURES,
                SIZE,
                new NetworkSet(networks),
                new FirstScores(),
                new CriticConstraint() {},
                new RandomStreams(1),
                noise);
    }

    static SilentNetwork network(GameParts parts, NetworkRole role) {
        return (SilentNetwork) parts.networks().get(role);
    }

    /** Needs the real scores for the generator, so that every pass of a game is run. */
    private record FirstScores() implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            generatorLoss(scores, loss);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(scores.real()[0], scores.fake()[0]);
        }
    }
}
