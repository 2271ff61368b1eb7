package org.ganlib.network;

import org.ganlib.tensor.Tensor;

/**
 * One forward pass of a network, with its backward passes. The tensors it returns belong to the
 * pass: they are valid, and may be overwritten only by the engine, until {@link #close()}.
 */
public interface Pass extends AutoCloseable {
    /** The output, a row per example. */
    Tensor output();

    /**
     * The output of a layer or vertex of the definition.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists them
     */
    Tensor activation(String layer);

    /**
     * Runs a backward pass: computes gradients of a loss from its gradient with respect to the
     * output. A pass can run backward again for another loss, as if it had just run forward.
     *
     * @param outputGradient ∂loss/∂output, with as many elements as the output; not changed
     * @param wanted the gradients to compute
     * @throws IllegalStateException if the pass was closed, ran in {@link Mode#EVALUATION}, or its
     *     network was updated since
     */
    void backward(Tensor outputGradient, Wanted wanted);

    /**
     * ∂loss/∂input of the last backward pass, in the shape of the definition's input.
     *
     * @param input index of the input
     * @throws IllegalStateException unless {@link #backward} ran last with input gradients wanted
     */
    Tensor inputGradient(int input);

    /**
     * Adds the mixed second-order product
     *
     * <pre>∂⟨v, ∇ₓ⟨u, f(x; θ)⟩⟩/∂θ</pre>
     *
     * to the network's gradients, for the output gradient u of the last {@link #backward} and a
     * constant v, with the dropout masks and the batch statistics of this pass. It is what the
     * gradient of a penalty φ(∇ₓf) needs: v = ∂φ/∂∇ₓf. Running statistics do not change. Further
     * backward passes can follow.
     *
     * @param input index of the input x
     * @param v a tensor with the shape of that input; not changed
     * @throws IllegalStateException unless {@link #backward} ran last with input gradients wanted,
     *     or if the network was updated since
     * @throws IllegalArgumentException if v does not fit the input
     * @throws org.ganlib.problem.GanException if a layer has no node in the network's graph; names
     *     it
     */
    void addMixedGradient(int input, Tensor v);

    /** Frees the pass for reuse; closing twice is harmless. */
    @Override
    void close();
}
