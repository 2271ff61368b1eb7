package org.ganlib.bench.contestant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.ganlib.network.EngineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EngineContestantTest {
    @Test
    void anEngineThatIsNotInstalledSaysSo() {
        try (EngineContestant contestant = new EngineContestant("warp", "warp", EngineOptions.DEFAULT, 1)) {
            assertThat(contestant.identity()).isEqualTo(Identity.unusable("warp", "not installed"));
        }
    }

    /**
     * Dense: in·out + out; convolutions: 16·in·out; batch norm: 2 per feature or channel; no bias
     * before a batch norm. Residual networks: 9·in·out + out or in·out + out, before a batch norm, too.
     */
    @ParameterizedTest
    @CsvSource({
        "toy-2d, 18946, 17025",
        "mnist-mlp, 2503984, 533505",
        "dcgan-28, 771969, 138689",
        "dcgan-64, 3592067, 2765633",
        "wgan-mlp, 979216, 927745",
        "wgan-gp-mlp, 979216, 927745",
        "wgan-gp-dcgan-28, 771969, 138561",
        "maxout-mlp, 2503984, 1231441",
        "bigan-mnist, 3807042, 1904641",
        "sngan-28, 561793, 263489"
    })
    void networksHaveAsManyParametersAsTheirDescription(
            String workload, long generator, long critic, @TempDir Path folder) {
        try (EngineContestant contestant = new EngineContestant("dl4j", "dl4j", EngineOptions.DEFAULT, 1)) {
            assertThat(contestant.prepare(new TrainingTask(workload, 0, 1, folder.toString(), true)))
                    .isEqualTo(new Prepared(generator, critic));
        }
    }

    @Test
    void whoReadsTheParametersTrainsLikeWhoDrewThem(@TempDir Path folder) {
        Losses drawn = trained(new TrainingTask("toy-2d", 8, 1, folder.toString(), true));
        Losses read = trained(new TrainingTask("toy-2d", 8, 1, folder.toString(), false));
        assertThat(read.critic()).containsExactly(drawn.critic());
        assertThat(read.generator()).containsExactly(drawn.generator());
        assertThat(drawn.critic()[2]).isNotEqualTo(drawn.critic()[1]);
    }

    private static Losses trained(TrainingTask assignment) {
        try (EngineContestant contestant = new EngineContestant("dl4j", "dl4j", EngineOptions.DEFAULT, 1)) {
            assertThat(contestant.identity().usable()).isTrue();
            assertThat(contestant.prepare(assignment)).isEqualTo(new Prepared(18_946, 17_025));
            Losses losses = new Losses(3);
            contestant.run(losses);
            return losses;
        }
    }
}
