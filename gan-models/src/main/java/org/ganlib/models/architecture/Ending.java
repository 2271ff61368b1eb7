package org.ganlib.models.architecture;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * The end of a layer, after the linear map: normalisation over the batch, then a nonlinearity. A
 * map that is normalised has no bias, which the normalisation would take away again.
 *
 * @param norm the normalisation, if there is any
 * @param activation the nonlinearity
 */
record Ending(Norm norm, IActivation activation) {
    /** Batch normalisation (Ioffe and Szegedy 2015). */
    enum Norm {
        /** None; the linear map has a bias. */
        NONE,
        /** Normalisation to mean 0 and variance 1. */
        PLAIN,
        /**
         * Normalisation to mean 0 and variance 1, then a trained gain and shift, which start at 1
         * and 0.
         */
        TRAINED;

        static Norm trained(boolean wanted) {
            return wanted ? TRAINED : NONE;
        }
    }

    /** The linear map and its bias alone. */
    static Ending linear() {
        return new Ending(Norm.NONE, new ActivationIdentity());
    }

    static Ending of(IActivation activation) {
        return new Ending(Norm.NONE, activation);
    }

    boolean normalised() {
        return norm != Norm.NONE;
    }
}
