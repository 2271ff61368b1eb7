package org.ganlib.models.architecture;

import java.util.Locale;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.spi.NetworkSignature;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** The activation of a network's last layer. */
public enum OutputActivation {
    /**
     * The one whose range is what the game asks for: tanh for −1..1, sigmoid for 0..1, linear
     * otherwise.
     */
    AUTO,
    /** No nonlinearity. */
    LINEAR,
    /** tanh, −1..1. */
    TANH,
    /** The logistic function, 0..1. */
    SIGMOID;

    /**
     * The activation for that signature.
     *
     * @throws GanException if its range cannot be what the game asks for: a critic's score and an
     *     encoder's latent must be free of bounds, and a generator must reach all of its data's
     *     range
     */
    IActivation toDl4j(NetworkSignature signature) {
        ValueRange wanted = signature.outputRange();
        OutputActivation resolved = this == AUTO ? fitting(wanted) : this;
        if (resolved != LINEAR && !resolved.range().equals(wanted)) {
            throw new GanException(signature.role().key() + ".output: " + resolved.key() + " ends in "
                    + resolved.range().low() + ".." + resolved.range().high() + ", but "
                    + (signature.role().equals(NetworkRole.GENERATOR) ? "the data lies in " : "its values must lie in ")
                    + wanted.low() + ".." + wanted.high() + ". Use "
                    + fitting(wanted).key() + " or auto");
        }
        return switch (resolved) {
            case TANH -> new ActivationTanH();
            case SIGMOID -> new ActivationSigmoid();
            default -> new ActivationIdentity();
        };
    }

    private static OutputActivation fitting(ValueRange range) {
        if (range.equals(ValueRange.SIGNED)) {
            return TANH;
        }
        return range.equals(ValueRange.UNIT) ? SIGMOID : LINEAR;
    }

    private ValueRange range() {
        return switch (this) {
            case TANH -> ValueRange.SIGNED;
            case SIGMOID -> ValueRange.UNIT;
            default -> ValueRange.UNBOUNDED;
        };
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
