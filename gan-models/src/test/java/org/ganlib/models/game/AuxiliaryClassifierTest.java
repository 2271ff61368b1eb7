package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.CriticSide;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.problem.GanException;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Player;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AuxiliaryClassifierTest implements ModelLaws {
    @Override
    public GanModel configured() {
        return new AuxiliaryClassifier(new Latent(5, Prior.NORMAL, 2), FakeLabels.DATA, CriticBatches.SEPARATE, 0.5);
    }

    @ParameterizedTest
    @EnumSource(FakeLabels.class)
    void gradientsAreThoseOfTheReportedLosses(FakeLabels labels) {
        Latent latent = new Latent(2, Prior.NORMAL, 1);
        ReportedLosses.check(new AuxiliaryClassifier(latent, labels, CriticBatches.JOINT, 0.7));
        ReportedLosses.check(new AuxiliaryClassifier(latent, labels, CriticBatches.SEPARATE, 2));
    }

    /** Softmax of (log 1, log 3): the class of probability 3/4 costs log 4/3, the other log 4. */
    @Test
    void theLossIsTheMeanCrossEntropy() {
        ClassLoss loss = new ClassLoss(2, 10, new int[] {1, 0}, new int[] {1, 1});
        double[] outputs = {0, Math.log(3), 1e4, 1e4 + Math.log(3)};
        double[] gradient = new double[4];
        assertThat(loss.of(Player.CRITIC, CriticSide.REAL, outputs, gradient))
                .isCloseTo(5 * (Math.log(4. / 3) + Math.log(4)), within(1e-10));
        assertThat(gradient).usingComparatorWithPrecision(1e-10).containsExactly(1.25, -1.25, -3.75, 3.75);
        assertThat(loss.of(Player.GENERATOR, CriticSide.FAKE, outputs, gradient))
                .isCloseTo(10 * Math.log(4. / 3), within(1e-10));
        assertThat(loss.of(Player.GENERATOR, CriticSide.REAL, outputs, gradient))
                .isZero();
    }

    @Test
    void theCriticGivesANumberPerClassBesideTheScore() {
        assertThat(configured().networks(SilentParts.PICTURES).get(1).output()).isEqualTo(TensorShape.of(4));
        assertThatThrownBy(() -> configured().networks(SilentParts.PICTURES.withClassNames(List.of())))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("needs examples with classes, but dataset pictures has none");
    }
}
