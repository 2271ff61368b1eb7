package stranger;

import org.ganlib.plugin.PluginName;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A constraint beside the divergence; it adds gradients of a wrong size, or fails in a shared
 * helper.
 */
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
        int length = (int) turn.critic().gradients().length() + 1;
        turn.critic()
                .memory()
                .add(
                        HostTensor.zeros(DataType.FLOAT, TensorShape.of(1), length),
                        turn.critic().gradients());
        return 0;
    }
}
