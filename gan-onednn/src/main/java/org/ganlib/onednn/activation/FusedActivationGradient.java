package org.ganlib.onednn.activation;

import org.ganlib.graph.ActivationFunction;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.Value;

/**
 * The way back through a nonlinearity that ran within another kernel: from the gradient by its
 * output to that by its input.
 */
public final class FusedActivationGradient {
    private final Compilation compilation;
    private final String name;
    private final ActivationFunction activation;
    private final Value output;
    private Operation operation;

    public FusedActivationGradient(Compilation compilation, String name, ActivationFunction activation, Value output) {
        this.compilation = compilation;
        this.name = name;
        // One whose derivative needs its input is a step of its own.
        this.activation = activation.derivativeFollowsFromOutput() ? activation : ActivationFunction.IDENTITY;
        this.output = output;
    }

    /** The gradient by the nonlinearity's input; valid after {@link #run}. */
    public FormattedMemory prepare() {
        FormattedMemory gradient = output.gradient();
        if (activation.isIdentity()) {
            return gradient;
        }
        FormattedMemory before =
                output.gradientIsWritable() ? gradient : FormattedMemory.allocate(compilation.arena(), output.format());
        operation = ActivationKernels.backward(compilation, name, activation, output.tensor(), gradient, before);
        return before;
    }

    public void run() {
        output.collect();
        if (operation != null) {
            operation.run();
        }
    }
}
