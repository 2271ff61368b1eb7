package com.example.gan;

import java.util.List;
import java.util.Map;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.ArchitectureContract;
import org.ganlib.testkit.Defined;

final class ResidualSineTest implements ArchitectureContract {
    private static final TensorShape IMAGE = TensorShape.of(1, 2, 3);
    private static final TensorShape LATENT = TensorShape.of(4);
    private static final TensorShape SCORE = TensorShape.of(1);

    @Override
    public Architecture configured() {
        return new ResidualSine(5, 1);
    }

    @Override
    public Map<String, Defined> networks() {
        return Map.of(
                "generator of images",
                defined(NetworkRole.GENERATOR, List.of(LATENT), IMAGE, ValueRange.SIGNED),
                "generator of shares",
                defined(NetworkRole.GENERATOR, List.of(LATENT), IMAGE, ValueRange.UNIT),
                "critic",
                defined(NetworkRole.CRITIC, List.of(IMAGE), SCORE, ValueRange.UNBOUNDED),
                "critic of pairs",
                defined(NetworkRole.CRITIC, List.of(IMAGE, LATENT), SCORE, ValueRange.UNBOUNDED),
                "encoder",
                defined(NetworkRole.ENCODER, List.of(IMAGE), LATENT, ValueRange.UNBOUNDED));
    }

    private Defined defined(NetworkRole role, List<TensorShape> inputs, TensorShape output, ValueRange range) {
        return new Defined(configured(), new NetworkSignature(role, inputs, output, range));
    }
}
