package org.ganlib.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.LongStream;
import org.ganlib.bench.workload.Layer.BatchNorm;
import org.ganlib.bench.workload.Layer.Convolution;
import org.ganlib.bench.workload.Layer.Dense;
import org.ganlib.bench.workload.Layer.Residual;
import org.ganlib.bench.workload.Layer.TransposedConvolution;
import org.ganlib.bench.workload.Layer.Window;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkloadTest {
    /**
     * By hand, with F and F₁ per example. GAN: 3F_G − F₁_G + 8F_D − 2F₁_D. Wasserstein: 6F_G +
     * 5(6F_D − 2F₁_D) + 2F_D + 2F_G − F₁_G.
     */
    @ParameterizedTest
    @CsvSource({
        "toy-2d, 96075776", // 256(3·37376 − 4096 + 8·33536 − 2·512)
        "mnist-mlp, 2168294400", // 100(3·5001600 − 240000 + 8·1065472 − 2·802816)
        "dcgan-28, 9441116160", // 64(3·14500864 − 1254400 + 8·13259008 − 2·401408)
        "maxout-mlp, 3066624000", // 100(3·5001600 − 240000 + 8·2458080 − 2·1881600)
        "wgan-gp-mlp, 6644826112", // 64·5·4·1852416 more
        "wgan-mlp, 4273733632" // 64(6·1953792 + 5(6·1852416 − 2·802816) + 2·1852416 + 2·1953792 − 102400)
    })
    void operationsOfAStepAreCountedAsByHand(String name, long expected) {
        assertThat(Workloads.named(name).flopsPerStep()).isEqualTo(expected);
    }

    /**
     * 128(8·3807232 − 3·1605632 + 3·3805184 − 102400 + 3·3805184 − 1605632): critic, generator,
     * encoder.
     */
    @Test
    void operationsOfAStepWithAnEncoderAreCountedAsByHand() {
        assertThat(Workloads.named("bigan-mnist").flopsPerStep()).isEqualTo(5_985_796_096L);
    }

    @Test
    void anEncoderBelongsToItsRecipe() {
        Workload bigan = Workloads.named("bigan-mnist");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Workload(
                        "odd", 1, bigan.generator(), bigan.critic(), DataKind.DIGITS, Recipe.BIDIRECTIONAL))
                .withMessage("odd: an encoder belongs to the recipe BIDIRECTIONAL alone");
    }

    /**
     * Each of the three inner layers has 64·128·16·16·16·2 operations, the outer ones
     * 3·64·16·32·32·2.
     */
    @Test
    void operationsOfTheLargeNetworksAreCountedAsByHand() {
        long outer = 6_291_456;
        long inner = 67_108_864;
        Workload workload = Workloads.named("dcgan-64");
        assertThat(workload.generator().flops())
                .containsExactly(1_638_400, 0, 0, 0, inner, 0, 0, inner, 0, 0, inner, 0, 0, outer, 0);
        assertThat(workload.critic().flops())
                .containsExactly(outer, 0, inner, 0, 0, inner, 0, 0, inner, 0, 0, 2 * 4 * 4 * 512);
    }

    /**
     * A kernel of 3·3 from each place that enters, one of 5·5 to each place that leaves, 2
     * operations per tap and pair of channels.
     */
    @Test
    void operationsOfOddKernelsAreCountedAsByHand() {
        Workload workload = Workloads.named("lsgan-112");
        assertThat(LongStream.of(workload.generator().flops()).filter(flops -> flops > 0))
                .containsExactly(
                        2L * 1024 * 7 * 7 * 256,
                        18L * 256 * 256 * 7 * 7,
                        18L * 256 * 256 * 14 * 14,
                        18L * 256 * 256 * 14 * 14,
                        18L * 256 * 256 * 28 * 28,
                        18L * 256 * 128 * 28 * 28,
                        18L * 128 * 64 * 56 * 56,
                        18L * 64 * 3 * 112 * 112);
        assertThat(LongStream.of(workload.critic().flops()).filter(flops -> flops > 0))
                .containsExactly(
                        50L * 3 * 64 * 56 * 56,
                        50L * 64 * 128 * 28 * 28,
                        50L * 128 * 256 * 14 * 14,
                        50L * 256 * 512 * 7 * 7,
                        2L * 7 * 7 * 512);
    }

    /**
     * A kernel of 3·3 over 64 channels has 2·9·64·64 = 73728 operations per pixel, one of 1·1 has
     * 8192. A block of the generator has two of the one and one of the other on its larger side; of
     * the critic's shortcuts the first is on the smaller side and the second on the larger.
     */
    @Test
    void operationsOfResidualBlocksAreCountedAsByHand() {
        Workload workload = Workloads.named("sngan-28");
        long pair = 2 * 73_728;
        assertThat(workload.generator().flops())
                .containsExactly(
                        2L * 128 * 64 * 7 * 7,
                        0,
                        (pair + 8_192) * 14 * 14,
                        (pair + 8_192) * 28 * 28,
                        0,
                        0,
                        18L * 64 * 28 * 28,
                        0);
        long image = 18L * 64 * 28 * 28;
        long shortcut = 2L * 64 * 14 * 14;
        assertThat(workload.critic().flops())
                .containsExactly(
                        image + 73_728L * 28 * 28 + shortcut,
                        (pair + 8_192) * 14 * 14,
                        pair * 7 * 7,
                        pair * 7 * 7,
                        0,
                        0,
                        2 * 64);
        assertThat(workload.critic().firstFlops()).isEqualTo(image + shortcut);
        assertThat(workload.generator().firstFlops()).isEqualTo(2L * 128 * 64 * 7 * 7);
    }

    @Test
    void aShortcutThatDoesNotFitIsRefused() {
        Stack convolution = Stack.of(TensorShape.of(2, 8, 8), new Convolution(2, 3, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Residual(convolution, Stack.of(TensorShape.of(2, 8, 8))))
                .withMessage("a residual from 2×8×8 to 3×4×4 has a shortcut from 2×8×8 to 2×8×8");
        Residual block = new Residual(convolution, convolution);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stack.of(TensorShape.of(3, 8, 8), block))
                .withMessage("a residual block over 2×8×8 was given 3×8×8");
    }

    @Test
    void batchNormAndOddBordersWithinABlockAreFound() {
        TensorShape image = TensorShape.of(2, 8, 8);
        Stack plain = Stack.of(image);
        Stack normalised = Stack.of(image, new Residual(Stack.of(image, new BatchNorm(2)), plain));
        assertThat(normalised.hasBatchNorm()).isTrue();
        assertThat(normalised.symmetric()).isTrue();
        Stack halved = Stack.of(image, new Convolution(2, 2, new Window(3, 2), true));
        Stack odd = Stack.of(image, new Residual(halved, halved));
        assertThat(odd.hasBatchNorm()).isFalse();
        assertThat(odd.symmetric()).isFalse();
    }

    @Test
    void theBatchMultipliesEverything() {
        Workload workload = Workloads.named("toy-2d");
        assertThat(workload.withBatch(512).flopsPerStep()).isEqualTo(2 * workload.flopsPerStep());
    }

    @Test
    void aWiderPerceptronIsWiderInItsHiddenLayersAlone() {
        Workload wide = Workloads.mnistMlp(2);
        assertThat(wide.generator().layers().get(2)).isEqualTo(new Dense(2400, 2400, true));
        assertThat(wide.critic().layers().get(0)).isEqualTo(new Dense(784, 1024, true));
        assertThat(wide.latent()).isEqualTo(100);
        assertThat(wide.generator().output()).isEqualTo(TensorShape.of(784));
    }

    @Test
    void shapesFollowFromLayerToLayer() {
        Stack stack =
                Stack.of(TensorShape.of(2, 8, 8), new Convolution(2, 3, true), new TransposedConvolution(3, 5, false));
        assertThat(stack.shapes())
                .isEqualTo(List.of(TensorShape.of(2, 8, 8), TensorShape.of(3, 4, 4), TensorShape.of(5, 8, 8)));
    }

    @Test
    void layersThatDoNotFitAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stack.of(TensorShape.of(4), new Dense(4, 3, true), new Dense(5, 1, true)))
                .withMessage("a dense layer of 5 inputs was given 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stack.of(TensorShape.of(2, 8, 8), new Convolution(3, 3, true)))
                .withMessage("a layer of 3 channels was given 2×8×8");
    }

    @Test
    void aCriticThatDoesNotTakeTheGeneratorsExamplesIsRefused() {
        Stack generator = Stack.of(TensorShape.of(4), new Dense(4, 3, true));
        Stack critic = Stack.of(TensorShape.of(2), new Dense(2, 1, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Workload("odd", 1, generator, critic, DataKind.RING, Recipe.ADVERSARIAL))
                .withMessage("odd: the generator gives 3, the critic takes 2 and gives 1");
    }

    @Test
    void anUnknownNameListsTheWorkloads() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workloads.named("mnist"))
                .withMessage("no workload 'mnist'. There are [toy-2d, mnist-mlp, dcgan-28, dcgan-64, wgan-mlp,"
                        + " wgan-gp-mlp, wgan-gp-dcgan-28, maxout-mlp, bigan-mnist, lsgan-112, sngan-28]");
    }
}
