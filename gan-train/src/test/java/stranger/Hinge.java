package stranger;

import java.util.function.DoubleUnaryOperator;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;

/** A divergence that fails in a nested class, in a lambda or in a shared helper. */
@PluginName(value = "hinge", summary = "Fails.")
public record Hinge(String how) implements Divergence {
    /** Fails in a nested class. */
    public Hinge() {
        this("nested");
    }

    @Override
    public void criticLoss(CriticScores scores, PlayerLoss loss) {
        switch (how) {
            case "nested" -> Margin.of(scores);
            case "lambda" -> {
                DoubleUnaryOperator fails = x -> {
                    throw new IllegalStateException("no margin at " + x);
                };
                double never = fails.applyAsDouble(1);
                throw new AssertionError(never);
            }
            case "deep" -> criticLoss(scores, loss);
            default -> Maths.log(-1);
        }
    }

    @Override
    public void generatorLoss(CriticScores scores, PlayerLoss loss) {
        criticLoss(scores, loss);
    }

    private static final class Margin {
        static void of(CriticScores scores) {
            if (scores.real().length > 0) {
                throw new IllegalStateException("no margin for " + scores.real().length);
            }
        }
    }
}
