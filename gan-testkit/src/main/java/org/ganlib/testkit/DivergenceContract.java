package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Player;
import org.ganlib.spi.PlayerLoss;
import org.junit.jupiter.api.Test;

/** The laws of both players' losses in {@link Divergence}, beside those of every plugin. */
public interface DivergenceContract extends PluginContract<Divergence> {
    /** The tolerance within which two gradients balance, as a share of a gradient. */
    double BALANCE = 1e-3;

    /**
     * The divergence under contract; several test classes may put the same plugin under contract
     * with different settings.
     */
    default Divergence divergence() {
        return configured();
    }

    @Override
    default Class<Divergence> kind() {
        return Divergence.class;
    }

    /**
     * The largest |score| for which both losses and all gradients must be finite. Override it with
     * less than 10⁴ only if the formula itself overflows.
     */
    default double safeScore() {
        return 1e4;
    }

    /**
     * Draws scores: one to eight on each side, uniform in [−5, 5]. Override it if the formula needs
     * other scores.
     */
    default CriticScores randomScores(RandomStream random) {
        return new CriticScores(scores(random, 1 + random.nextInt(8), 5), scores(random, 1 + random.nextInt(8), 5));
    }

    /** Both gradients of both players equal central differences of the loss. */
    @Test
    default void gradientsEqualCentralDifferences() {
        RandomTrials.check(64, random -> {
            CriticScores scores = randomScores(random);
            for (Player player : Player.values()) {
                PlayerLoss loss = evaluate(player, scores);
                for (int i = 0; i < scores.real().length; i++) {
                    int index = i;
                    CentralDifference.assertSlope(
                            player.key() + " loss by real score " + i,
                            v -> evaluate(player, new CriticScores(replaced(scores.real(), index, v), scores.fake()))
                                    .value(),
                            scores.real()[i],
                            loss.realGradient()[i]);
                }
                for (int i = 0; i < scores.fake().length; i++) {
                    int index = i;
                    CentralDifference.assertSlope(
                            player.key() + " loss by fake score " + i,
                            v -> evaluate(player, new CriticScores(scores.real(), replaced(scores.fake(), index, v)))
                                    .value(),
                            scores.fake()[i],
                            loss.fakeGradient()[i]);
                }
            }
        });
    }

    /**
     * A batch given twice has the same loss, and the gradient of a score is shared among its
     * copies: the loss is a mean, not a sum.
     */
    @Test
    default void duplicatingTheBatchChangesNothing() {
        RandomTrials.check(32, random -> {
            CriticScores scores = randomScores(random);
            CriticScores twice = new CriticScores(twice(scores.real()), twice(scores.fake()));
            for (Player player : Player.values()) {
                PlayerLoss loss = evaluate(player, scores);
                PlayerLoss doubled = evaluate(player, twice);
                assertClose(player.key() + " loss of the doubled batch", doubled.value(), loss.value());
                assertClose(player.key() + " real gradient", folded(doubled.realGradient()), loss.realGradient());
                assertClose(player.key() + " fake gradient", folded(doubled.fakeGradient()), loss.fakeGradient());
            }
        });
    }

    /** A batch in another order has the same loss, and its gradients move with their scores. */
    @Test
    default void permutingTheBatchChangesNothingButOrder() {
        RandomTrials.check(32, random -> {
            CriticScores scores = randomScores(random);
            int[] realOrder = permutation(random, scores.real().length);
            int[] fakeOrder = permutation(random, scores.fake().length);
            CriticScores permuted =
                    new CriticScores(reordered(scores.real(), realOrder), reordered(scores.fake(), fakeOrder));
            for (Player player : Player.values()) {
                PlayerLoss loss = evaluate(player, scores);
                PlayerLoss moved = evaluate(player, permuted);
                assertClose(player.key() + " loss of the permuted batch", moved.value(), loss.value());
                assertClose(
                        player.key() + " real gradient",
                        moved.realGradient(),
                        reordered(loss.realGradient(), realOrder));
                assertClose(
                        player.key() + " fake gradient",
                        moved.fakeGradient(),
                        reordered(loss.fakeGradient(), fakeOrder));
            }
        });
    }

    /** The scores are not changed. */
    @Test
    default void scoresAreNotChanged() {
        RandomTrials.check(16, random -> {
            CriticScores scores = randomScores(random);
            double[] real = scores.real().clone();
            double[] fake = scores.fake().clone();
            for (Player player : Player.values()) {
                compute(player, scores, PlayerLoss.sizedFor(scores));
                assertThat(scores.real())
                        .as("real scores after the %s loss", player.key())
                        .isEqualTo(real);
                assertThat(scores.fake())
                        .as("fake scores after the %s loss", player.key())
                        .isEqualTo(fake);
            }
        });
    }

    /**
     * A loss object that was used before is overwritten in full: no old number is kept or added to.
     */
    @Test
    default void aReusedLossIsOverwritten() {
        RandomTrials.check(16, random -> {
            CriticScores scores = randomScores(random);
            for (Player player : Player.values()) {
                PlayerLoss fresh = evaluate(player, scores);
                PlayerLoss reused = PlayerLoss.sizedFor(scores);
                Arrays.fill(reused.realGradient(), 17);
                Arrays.fill(reused.fakeGradient(), -17);
                reused.setValues(17, -17);
                compute(player, copy(scores), reused);
                assertThat(reused.value()).as("%s loss", player.key()).isEqualTo(fresh.value());
                assertThat(reused.realGradient())
                        .as("%s real gradient", player.key())
                        .isEqualTo(fresh.realGradient());
                assertThat(reused.fakeGradient())
                        .as("%s fake gradient", player.key())
                        .isEqualTo(fresh.fakeGradient());
            }
        });
    }

    /**
     * Values and gradients are finite for all |scores| up to {@link #safeScore()}, both ends
     * included.
     */
    @Test
    default void staysFiniteUpToTheSafeScore() {
        RandomTrials.check(64, random -> {
            double limit = safeScore() * Math.pow(10, -3 * random.nextInt(2));
            CriticScores scores = new CriticScores(extremes(random, limit), extremes(random, limit));
            for (Player player : Player.values()) {
                PlayerLoss loss = evaluate(player, scores);
                assertThat(IntStream.range(0, 3)
                                .mapToObj(part -> part(loss, part))
                                .flatMapToDouble(Arrays::stream)
                                .allMatch(Double::isFinite))
                        .as("%s loss must be finite: %s", player.key(), description(scores, loss))
                        .isTrue();
            }
        });
    }

    /** No number is NaN, however large the scores: a number that overflows is infinite. */
    @Test
    default void overflowIsInfiniteAndNeverNaN() {
        RandomTrials.check(64, random -> {
            double limit = Math.pow(10, 2 + random.nextInt(5));
            CriticScores scores = new CriticScores(extremes(random, limit), extremes(random, limit));
            for (Player player : Player.values()) {
                PlayerLoss loss = evaluate(player, scores);
                assertThat(IntStream.range(0, 3)
                                .mapToObj(part -> part(loss, part))
                                .flatMapToDouble(Arrays::stream)
                                .noneMatch(Double::isNaN))
                        .as("%s loss must not be NaN: %s", player.key(), description(scores, loss))
                        .isTrue();
            }
        });
    }

    /**
     * In a joint game the generator's side changes the scores of both sides. Let a real and a fake
     * example have the same score, and let the critic's loss be least at this shared score. Then
     * the generator's gradients by the two scores are equal and opposite, and its gradient by the
     * real score does not have the sign of the critic's. (Other laws check exact gradients; this
     * one checks their sign and size.)
     */
    @Test
    default void theGeneratorsSideIsInBalanceWhereTheCriticIs() {
        double balance = balance();
        PlayerLoss critic = evaluate(Player.CRITIC, shared(balance));
        PlayerLoss generator = evaluate(Player.GENERATOR, shared(balance));
        double atReal = generator.realGradient()[0];
        double atFake = generator.fakeGradient()[0];
        assertThat(atReal + atFake)
                .as("generator gradients %s at a real and %s at a fake score of %s, shared", atReal, atFake, balance)
                .isCloseTo(0, within(BALANCE * Math.max(1, Math.abs(atReal))));
        assertThat(atReal * Math.signum(critic.realGradient()[0]))
                .as(
                        "generator gradient %s at a real score of %s, critic's %s",
                        atReal, balance, critic.realGradient()[0])
                .isLessThanOrEqualTo(BALANCE);
    }

    /**
     * The generator's loss depends on the real scores too, so that an encoder on the real side is
     * trained.
     */
    @Test
    default void anEncoderOnTheRealSideIsMoved() {
        double[] largest = new double[1];
        RandomTrials.check(32, random -> {
            for (double slope : evaluate(Player.GENERATOR, randomScores(random)).realGradient()) {
                largest[0] = Math.max(largest[0], Math.abs(slope));
            }
        });
        assertThat(largest[0])
                .as("largest gradient of the generator loss by a real score")
                .isPositive();
    }

    /**
     * The prepared form, which the training loop calls, has the same losses. It needs the real
     * scores for the generator's loss if and only if the divergence does.
     */
    @Test
    default void thePreparedFormIsTheSameDivergence() {
        Divergence prepared = divergence().prepared();
        assertThat(prepared.generatorNeedsRealScores()).isEqualTo(divergence().generatorNeedsRealScores());
        RandomTrials.check(16, random -> {
            CriticScores scores = randomScores(random);
            for (Player player : Player.values()) {
                PlayerLoss expected = evaluate(player, scores);
                PlayerLoss actual = PlayerLoss.sizedFor(scores);
                compute(prepared, player, copy(scores), actual);
                for (int part = 0; part < 3; part++) {
                    assertThat(part(actual, part))
                            .as("%s loss of the prepared form", player.key())
                            .isEqualTo(part(expected, part));
                }
            }
        });
    }

    /**
     * The loss of the fake side, computed alone, equals the fake part of the whole loss. If real
     * scores are not needed, their values do not matter.
     */
    @Test
    default void theFakeSideAloneIsTheFakeSideOfBoth() {
        RandomTrials.check(16, random -> {
            CriticScores scores = randomScores(random);
            PlayerLoss both = evaluate(Player.GENERATOR, scores);
            double[] real = scores.real().clone();
            if (!divergence().generatorNeedsRealScores()) {
                Arrays.fill(real, Double.NaN);
            }
            PlayerLoss alone = PlayerLoss.sizedFor(scores);
            divergence().generatorFakeLoss(new CriticScores(real, scores.fake().clone()), alone);
            assertThat(alone.fakeValue()).isEqualTo(both.fakeValue());
            assertThat(alone.fakeGradient()).isEqualTo(both.fakeGradient());
        });
    }

    /**
     * The score at which the critic's loss is least if real and fake examples share it; 0 if there
     * is no such score.
     */
    private double balance() {
        double low = -Math.min(safeScore(), 1e3);
        double high = -low;
        if (slopeOfShared(low) >= 0 || slopeOfShared(high) <= 0) {
            return 0;
        }
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (slopeOfShared(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double slopeOfShared(double score) {
        PlayerLoss loss = evaluate(Player.CRITIC, shared(score));
        return loss.realGradient()[0] + loss.fakeGradient()[0];
    }

    private static CriticScores shared(double score) {
        return new CriticScores(new double[] {score}, new double[] {score});
    }

    private PlayerLoss evaluate(Player player, CriticScores scores) {
        PlayerLoss loss = PlayerLoss.sizedFor(scores);
        compute(player, copy(scores), loss);
        return loss;
    }

    private void compute(Player player, CriticScores scores, PlayerLoss loss) {
        compute(divergence(), player, scores, loss);
    }

    private static void compute(Divergence divergence, Player player, CriticScores scores, PlayerLoss loss) {
        switch (player) {
            case CRITIC -> divergence.criticLoss(scores, loss);
            case GENERATOR -> divergence.generatorLoss(scores, loss);
        }
    }

    private static CriticScores copy(CriticScores scores) {
        return new CriticScores(scores.real().clone(), scores.fake().clone());
    }

    private static double[] part(PlayerLoss loss, int part) {
        return switch (part) {
            case 0 -> new double[] {loss.value(), loss.realValue(), loss.fakeValue()};
            case 1 -> loss.realGradient();
            default -> loss.fakeGradient();
        };
    }

    private static String description(CriticScores scores, PlayerLoss loss) {
        return "real " + Arrays.toString(scores.real()) + ", fake " + Arrays.toString(scores.fake()) + " give "
                + loss.realValue() + " + " + loss.fakeValue() + " with gradients "
                + Arrays.toString(loss.realGradient()) + ", " + Arrays.toString(loss.fakeGradient());
    }

    private static double[] scores(RandomStream random, int count, double limit) {
        double[] scores = new double[count];
        Arrays.setAll(scores, i -> RandomTrials.uniform(random, -limit, limit));
        return scores;
    }

    private static double[] extremes(RandomStream random, double limit) {
        double[] scores = scores(random, 1 + random.nextInt(4), limit);
        scores[0] = random.nextInt(2) == 0 ? limit : -limit;
        return scores;
    }

    private static int[] permutation(RandomStream random, int count) {
        int[] order = IntStream.range(0, count).toArray();
        random.shuffle(order);
        return order;
    }

    private static double[] reordered(double[] values, int[] order) {
        return IntStream.of(order).mapToDouble(i -> values[i]).toArray();
    }

    private static double[] replaced(double[] values, int index, double value) {
        double[] copy = values.clone();
        copy[index] = value;
        return copy;
    }

    private static double[] twice(double[] values) {
        double[] doubled = Arrays.copyOf(values, 2 * values.length);
        System.arraycopy(values, 0, doubled, values.length, values.length);
        return doubled;
    }

    private static double[] folded(double[] doubled) {
        double[] sums = new double[doubled.length / 2];
        Arrays.setAll(sums, i -> doubled[i] + doubled[i + sums.length]);
        return sums;
    }

    private static void assertClose(String what, double[] actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertClose(what + " " + i, actual[i], expected[i]);
        }
    }

    private static void assertClose(String what, double actual, double expected) {
        assertThat(actual).as(what).isCloseTo(expected, within(1e-11 * Math.max(1, Math.abs(expected))));
    }
}
