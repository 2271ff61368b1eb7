package stranger;

import org.ganlib.plugin.PluginName;
import org.ganlib.spi.CriticConstraint;

/** A constraint beside the divergence; it adds gradients of a wrong size, or fails in a shared helper. */
@PluginName(value = "penalty", summary = "Fails.")
public record Penalty(boolean shared) implements CriticConstraint {
    /** Adds gradients of a wrong size. */
    public Penalty() {
        this(false);
    }

    @Override
    public double penalise(CriticTurn turn) {
        if (shared) {
            return Maths.log(0);
        }
        long length = turn.critic().gradients().length() + 1;
        turn.critic().gradients().addi(org.nd4j.linalg.factory.Nd4j.ones(1, length));
        return 0;
    }
}
