package org.ganlib.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Architecture;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

final class ResnetTest implements ArchitectureLaws {
    private static final TensorShape PHOTOGRAPH = TensorShape.of(3, 32, 32);

    @Override
    public Architecture configured() {
        return new Resnet(2, 1, false, Initialisation.NORMAL, 0.5, OutputActivation.SIGMOID);
    }

    @Override
    public Map<String, Built> small() {
        TensorShape eight = TensorShape.of(1, 8, 8);
        TensorShape latent = TensorShape.of(2);
        Resnet narrow = new Resnet(2, 1, true, Initialisation.XAVIER, 1, OutputActivation.AUTO);
        Map<String, Built> networks = new LinkedHashMap<>();
        networks.put("generator", new Built(narrow, Signatures.generator(ValueRange.SIGNED, eight, latent)));
        networks.put("critic", new Built(narrow, Signatures.critic(eight)));
        networks.put(
                "generator given a class",
                new Built(narrow, Signatures.conditionalGenerator(ValueRange.SIGNED, eight, latent, 3)));
        TensorShape oblong = TensorShape.of(1, 8, 12);
        networks.put(
                "generator of an oblong image given a class",
                new Built(narrow, Signatures.conditionalGenerator(ValueRange.SIGNED, oblong, latent, 3)));
        networks.put("critic of an oblong image", new Built(narrow, Signatures.critic(TensorShape.of(2, 28, 16))));
        networks.put("critic given a class", new Built(narrow, Signatures.conditionalCritic(eight, 3)));
        return networks;
    }

    /** Counted by hand from table 4 of the paper, with batch norm's gains and shifts. */
    @Test
    void hasThePublishedLayers() {
        int wide = 256 * 256 * 9 + 256;
        int growing = 2 * 2 * 256 + 2 * wide + (256 * 256 + 256);
        assertThat(new Built(width(256), Signatures.generator(ValueRange.SIGNED, PHOTOGRAPH, TensorShape.of(128)))
                        .parameters())
                .isEqualTo((128 * 16 * 256 + 16 * 256) + 3 * growing + 2 * 256 + (256 * 3 * 9 + 3));
        int narrow = 128 * 128 * 9 + 128;
        assertThat(new Built(width(128), Signatures.critic(PHOTOGRAPH)).parameters())
                .isEqualTo((3 * 128 * 9 + 128)
                        + narrow
                        + (3 * 128 + 128)
                        + (2 * narrow + 128 * 128 + 128)
                        + 2 * 2 * narrow
                        + (128 + 1));
    }

    /** A class has gains and shifts behind each batch norm, and a vector in the critic. */
    @Test
    void aClassHasVectorsOfItsOwn() {
        TensorShape digit = TensorShape.of(1, 28, 28);
        TensorShape latent = TensorShape.of(16);
        long more =
                new Built(width(8), Signatures.conditionalGenerator(ValueRange.SIGNED, digit, latent, 10)).parameters()
                        - new Built(width(8), Signatures.generator(ValueRange.SIGNED, digit, latent)).parameters();
        // Five batch norms: their own gains and shifts go, those of ten classes come.
        assertThat(more).isEqualTo(5 * 2 * 8 * (10 - 1));
        assertThat(new Built(width(8), Signatures.conditionalCritic(digit, 10)).parameters()
                        - new Built(width(8), Signatures.critic(digit)).parameters())
                .isEqualTo(8 * 10);
    }

    @Test
    void anotherSizeIsRefused() {
        assertThatThrownBy(() -> width(8).define(Signatures.critic(TensorShape.of(1, 30, 30))))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("resnet needs images whose height and width");
    }

    /** The generator starts from 6×8 pixels for images of 48×64; the critic's sums have no size. */
    @Test
    void anOblongImageChangesTheSmallestImageAlone() {
        TensorShape latent = TensorShape.of(16);
        TensorShape oblong = TensorShape.of(3, 48, 64);
        TensorShape square = TensorShape.of(3, 32, 32);
        assertThat(new Built(width(8), Signatures.generator(ValueRange.SIGNED, oblong, latent)).parameters()
                        - new Built(width(8), Signatures.generator(ValueRange.SIGNED, square, latent)).parameters())
                .isEqualTo((16 + 1) * 8 * (6 * 8 - 4 * 4));
        assertThat(new Built(width(8), Signatures.critic(oblong)).parameters())
                .isEqualTo(new Built(width(8), Signatures.critic(square)).parameters());
    }

    /** Without batch norm there is no place for a label, and a generator would ignore it. */
    @Test
    void aLabelWithoutBatchNormIsRefused() {
        assertThatThrownBy(() -> configured()
                        .define(Signatures.conditionalGenerator(
                                ValueRange.SIGNED, TensorShape.of(1, 8, 8), TensorShape.of(2), 3)))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("Use batch-norm=true");
    }

    private static Resnet width(int width) {
        return new Resnet(width, 2, true, Initialisation.XAVIER, 0.02, OutputActivation.AUTO);
    }
}
