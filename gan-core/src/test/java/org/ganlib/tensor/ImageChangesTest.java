package org.ganlib.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Changes of images against changes made by hand, and gradients as the transposed map. */
final class ImageChangesTest {
    private static final double FILLING = 9;
    private final TensorMemory memory = new HostMemory();

    @Test
    void anImageIsUnchangedUntilAChangeIsSet() {
        ImageChanges changes = new ImageChanges(TensorShape.of(1, 2, 2), 1, FILLING, 1, 1);
        assertThat(changed(changes, 1, 2, 3, 4)).containsExactly(1, 2, 3, 4);
        changes.move(0, 1, 0);
        changes.clear();
        assertThat(changed(changes, 1, 2, 3, 4)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void movesDownAndToTheRight() {
        ImageChanges changes = new ImageChanges(TensorShape.of(1, 2, 3), 2, FILLING, 0, 0);
        changes.move(0, 1, -1);
        changes.move(1, -1, 2);
        assertThat(changed(changes, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6))
                .containsExactly(9, 9, 9, 2, 3, 9, 9, 9, 4, 9, 9, 9);
    }

    @Test
    void cutsARectangleThatMayLeaveTheImage() {
        ImageChanges changes = new ImageChanges(TensorShape.of(2, 3, 3), 1, FILLING, 2, 2);
        changes.cut(0, -1, 2);
        double[] image = new double[18];
        double[] expected = new double[18];
        for (int i = 0; i < 18; i++) {
            image[i] = i;
            expected[i] = i % 9 == 2 ? FILLING : i;
        }
        assertThat(changed(changes, image)).containsExactly(expected);
    }

    @Test
    void brightnessComesFirstThenSaturationThenContrast() {
        ImageChanges changes = new ImageChanges(TensorShape.of(2, 1, 2), 1, FILLING, 0, 0);
        changes.brighten(0, 0.5);
        changes.saturate(0, 2);
        changes.contrast(0, 3);
        // Channels 1, 2 and 5, 0 become 1.5, 2.5 and 5.5, 0.5 with pixel means 3.5 and 1.5; then
        // −0.5, 3.5 and 7.5, −0.5 with the image mean 2.5.
        assertThat(changed(changes, 1, 2, 5, 0)).containsExactly(-6.5, 5.5, 17.5, -6.5);
    }

    /** ⟨A x − A 0, y⟩ = ⟨x, Aᵀ y⟩ for random changes, images and gradients. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void theGradientIsTheTransposedMap(DataType precision) {
        RandomStream random = new RandomStream(1);
        TensorShape image = TensorShape.of(3, 5, 4);
        ImageChanges changes = new ImageChanges(image, 8, FILLING, 2, 3);
        for (int i = 0; i < changes.count(); i++) {
            changes.brighten(i, random.nextNormal());
            changes.saturate(i, 2 * random.nextDouble());
            changes.contrast(i, 2 * random.nextDouble());
            changes.move(i, random.nextInt(5) - 2, random.nextInt(5) - 2);
            changes.cut(i, random.nextInt(7) - 1, random.nextInt(7) - 1);
        }
        Tensor x = noise(precision, image, random);
        Tensor y = noise(precision, image, random);
        Tensor zero = memory.allocate(precision, image, 8);
        Tensor ax = memory.allocate(precision, image, 8);
        Tensor a0 = memory.allocate(precision, image, 8);
        Tensor aty = memory.allocate(precision, image, 8);
        memory.changeImages(x, changes, ax);
        memory.changeImages(zero, changes, a0);
        memory.imageGradient(y, changes, aty);
        double forward = product(ax, y) - product(a0, y);
        assertThat(Math.abs(forward)).isGreaterThan(1);
        assertThat(product(x, aty)).isCloseTo(forward, within((precision == DataType.FLOAT ? 1e-5 : 1e-13) * 100));
    }

    @Test
    void refusesWhatIsNoImageOrOtherImages() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageChanges(TensorShape.of(6), 1, 0, 0, 0))
                .withMessage("examples of 6 are no images");
        ImageChanges changes = new ImageChanges(TensorShape.of(1, 2, 2), 2, 0, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> changed(changes, 1, 2, 3, 4))
                .withMessage("expected 2 images of 1×2×2, was a tensor of 4 numbers");
    }

    private Tensor noise(DataType precision, TensorShape image, RandomStream random) {
        Tensor tensor = memory.allocate(precision, image, 8);
        memory.addNoise(tensor, 1, random, tensor);
        return tensor;
    }

    private static double product(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.length(); i++) {
            sum += a.at(i) * b.at(i);
        }
        return sum;
    }

    private double[] changed(ImageChanges changes, double... image) {
        Tensor source = memory.allocate(DataType.DOUBLE, TensorShape.of(image.length), 1);
        source.write(image);
        Tensor target = memory.allocate(DataType.DOUBLE, TensorShape.of(image.length), 1);
        memory.changeImages(source, changes, target);
        double[] result = new double[image.length];
        target.read(result);
        return result;
    }
}
