package org.ganlib.onednn;

/**
 * A nonlinearity applied to each element.
 *
 * @param kind which
 * @param slope of a leaky rectifier below 0; 0 for every other kind
 */
record Elementwise(Kind kind, float slope) {
    static final Elementwise IDENTITY = new Elementwise(Kind.IDENTITY, 0);

    /**
     * The nonlinearities there are kernels for. Each states what its backward pass reads: nothing
     * is assumed of a new one.
     */
    enum Kind {
        IDENTITY(BackwardReads.OUTPUT),
        RECTIFIER(BackwardReads.OUTPUT),
        ELU(BackwardReads.OUTPUT),
        TANH(BackwardReads.OUTPUT),
        LOGISTIC(BackwardReads.OUTPUT),
        SOFTPLUS(BackwardReads.INPUT);

        private final BackwardReads reads;

        Kind(BackwardReads reads) {
            this.reads = reads;
        }
    }

    /** The value that a kind's derivative is computed from. */
    private enum BackwardReads {
        /** The derivative is a function of the output alone, so that the input need not be kept. */
        OUTPUT,
        /** The input has to be kept: the derivative by it does not follow from the output. */
        INPUT
    }

    boolean isIdentity() {
        return kind == Kind.IDENTITY;
    }

    /** True if the derivative follows from the output alone, so that the input need not be kept. */
    boolean derivativeFollowsFromOutput() {
        return kind.reads == BackwardReads.OUTPUT;
    }
}
