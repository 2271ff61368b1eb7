package org.ganlib.network;

import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;

/**
 * A network with its parameters. Used by one thread. Inputs and outputs are tensors with a row per
 * example; the rows of an input may have any shape with the right number of elements (784 and
 * 1×28×28 are the same input). Inputs of another precision or in another memory are carried over.
 */
public interface Network extends AutoCloseable {
    /** The name used in messages, usually its role. */
    String name();

    /** The definition that it was built from. */
    NetworkDefinition definition();

    /** The position of each parameter in the flat vectors. */
    ParameterLayout layout();

    /** The memory that its passes work in, where games keep what they show it. */
    TensorMemory memory();

    /**
     * The live parameters, n rows of one number. Code that writes to them calls {@link
     * #parametersChanged()} afterwards.
     */
    Tensor parameters();

    /**
     * The live gradients, n rows of one number, into which backward passes add; the elements of
     * batch-norm statistics stay 0. Ask again after each backward pass: an engine may compute
     * gradients only on request, and a tensor returned earlier may lack the latest ones.
     */
    Tensor gradients();

    /**
     * The same gradients for an update that reads them once, in order; the same source each time.
     */
    default GradientSource gradientSource() {
        return this::gradients;
    }

    /** Sets all gradients to 0. */
    void clearGradients();

    /**
     * Declares that {@link #parameters()} was written to: passes begun before it can no longer run
     * backward.
     */
    void parametersChanged();

    /**
     * Carries out an update that was prepared with {@link UpdatePlan#begin}, and clears the
     * gradients. Passes begun before it can no longer run backward.
     */
    default void apply(UpdatePlan plan) {
        plan.runOnHost(this);
        parametersChanged();
        clearGradients();
    }

    /**
     * Applies a rule to the parameters in the network's memory, where that is a device's and the rule
     * has a form on whole vectors. {@link #parametersChanged()} is left to the caller.
     *
     * @return false, and nothing is done, if not
     */
    default boolean applyOnVectors(ParameterRule rule) {
        return false;
    }

    /**
     * Runs the network. Several passes may be alive at once.
     *
     * @param inputs one tensor per input of the definition; they must not change until the pass is
     *     closed
     * @throws IllegalArgumentException if the number of inputs, an input's elements per example, or
     *     the batch sizes do not fit
     */
    Pass forward(Mode mode, Tensor... inputs);

    /** Releases native memory. Passes still open become unusable. */
    @Override
    void close();
}
