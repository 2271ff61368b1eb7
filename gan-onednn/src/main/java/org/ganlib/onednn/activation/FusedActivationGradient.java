package org.ganlib.onednn.activation;

import org.ganlib.graph.ActivationFunction;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.Value;

/**
 * The backward pass of an activation function that a layer's own kernel applied in the forward
 * pass. From the gradient of the layer's output it computes the gradient before the activation
 * function.
 */
public final class FusedActivationGradient {
    private final Compilation compilation;
    private final String name;
    private final ActivationFunction activation;
    private final Value output;
    private Operation operation;

    /**
     * Keeps its arguments; {@link #prepare} makes the kernel.
     *
     * @param name the name of the layer, for messages
     * @param activation the activation function of the layer
     * @param output the output of the layer
     */
    public FusedActivationGradient(Compilation compilation, String name, ActivationFunction activation, Value output) {
        this.compilation = compilation;
        this.name = name;
        // Functions whose derivative needs the input are steps of their own: the layer applies
        // none.
        this.activation = activation.derivativeFollowsFromOutput() ? activation : ActivationFunction.IDENTITY;
        this.output = output;
    }

    /**
     * Makes the kernel.
     *
     * @return the memory that holds the gradient before the activation function after {@link #run}
     */
    public FormattedMemory prepare() {
        FormattedMemory gradient = output.gradient();
        if (activation.isIdentity()) {
            return gradient;
        }
        FormattedMemory before =
                output.gradientIsWritable() ? gradient : FormattedMemory.allocate(compilation.arena(), output.format());
        operation = ActivationKernels.backward(compilation, name, activation, output.memory(), gradient, before);
        return before;
    }

    /** Sums the contributions to the gradient of the output and runs the kernel. */
    public void run() {
        output.sumContributions();
        if (operation != null) {
            operation.run();
        }
    }
}
