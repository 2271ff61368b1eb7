package org.ganlib.graph;

/**
 * An activation function σ, applied to each number on its own.
 *
 * @param kind the formula
 * @param alpha the slope of a rectifier below 0, or the α of {@link Kind#ELU}; 0 for every other
 *     kind
 */
public record ActivationFunction(Kind kind, double alpha) {
    /** σ(x) = x. */
    public static final ActivationFunction IDENTITY = new ActivationFunction(Kind.IDENTITY, 0);

    /**
     * The formulas. Each states what its derivative is a function of, so that nothing is assumed of
     * a new one.
     */
    public enum Kind {
        /** x. */
        IDENTITY(DerivativeOf.OUTPUT),
        /** max(x, 0) + α min(x, 0): ReLU for α = 0, leaky ReLU otherwise. */
        RECTIFIER(DerivativeOf.OUTPUT),
        /** x where x > 0, and α(eˣ − 1) elsewhere. */
        ELU(DerivativeOf.OUTPUT),
        /** tanh x. */
        TANH(DerivativeOf.OUTPUT),
        /** 1/(1 + e⁻ˣ). */
        LOGISTIC(DerivativeOf.OUTPUT),
        /** log(1 + eˣ). */
        SOFTPLUS(DerivativeOf.INPUT);

        private final DerivativeOf argument;

        Kind(DerivativeOf argument) {
            this.argument = argument;
        }
    }

    /** The value that a kind's derivative is computed from. */
    private enum DerivativeOf {
        /** The output alone, so that a backward pass need not keep the input. */
        OUTPUT,
        /** The input, which a backward pass has to keep. */
        INPUT
    }

    /** Tells whether this function changes nothing. */
    public boolean isIdentity() {
        return kind == Kind.IDENTITY;
    }

    /**
     * Tells whether the derivative can be computed from the output alone, so that a backward pass
     * need not keep the input. A rectifier whose slope is negative has two inputs for an output.
     */
    public boolean derivativeFollowsFromOutput() {
        return kind.argument == DerivativeOf.OUTPUT && (kind != Kind.RECTIFIER || alpha >= 0);
    }
}
