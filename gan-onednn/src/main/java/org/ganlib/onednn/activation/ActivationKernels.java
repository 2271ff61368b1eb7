package org.ganlib.onednn.activation;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.ganlib.graph.ActivationFunction;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.onednn.step.Compilation;

/** The kernels of activation functions, and their fusion into the kernels of layers. */
public final class ActivationKernels {
    private ActivationKernels() {}

    /**
     * The attributes with which a layer's kernel applies the activation function to its result. A
     * function whose derivative needs its input is left out, because that input would be lost.
     */
    public static primitive_attr fused(ActivationFunction activation) {
        post_ops after = new post_ops();
        appendTo(after, activation);
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after);
        return attributes;
    }

    /** Adds the activation function to the operations that a kernel applies to its result. */
    public static void appendTo(post_ops after, ActivationFunction activation) {
        if (!activation.isIdentity() && activation.derivativeFollowsFromOutput()) {
            after.append_eltwise(forward(activation), alpha(activation), 0);
        }
    }

    /** The operation that computes {@code to} = σ({@code from}). */
    public static Operation forward(
            Compilation compilation,
            String name,
            ActivationFunction activation,
            FormattedMemory from,
            FormattedMemory to) {
        eltwise_forward.primitive_desc kernel = forwardKernel(activation, from.format());
        return PrimitiveOperation.of(compilation.checked(name + ", activation", kernel), new eltwise_forward(kernel))
                .with(DNNL_ARG_SRC, from)
                .with(DNNL_ARG_DST, to)
                .in(compilation.arena());
    }

    /**
     * The operation that computes ∂loss/∂input from ∂loss/∂output.
     *
     * @param reference the output of the activation function if its derivative follows from that,
     *     otherwise the input
     * @param outputGradient holds ∂loss/∂output
     * @param inputGradient receives ∂loss/∂input, and may be the same memory
     */
    static Operation backward(
            Compilation compilation,
            String name,
            ActivationFunction activation,
            FormattedMemory reference,
            FormattedMemory outputGradient,
            FormattedMemory inputGradient) {
        memory.desc format = reference.format();
        eltwise_backward.primitive_desc kernel = new eltwise_backward.primitive_desc(
                OneDnn.PROCESSOR,
                backward(activation),
                inputGradient.format(),
                outputGradient.format(),
                format,
                alpha(activation),
                forwardKernel(activation, format));
        return PrimitiveOperation.of(
                        compilation.checked(name + ", activation backward", kernel), new eltwise_backward(kernel))
                .with(activation.derivativeFollowsFromOutput() ? DNNL_ARG_DST : DNNL_ARG_SRC, reference)
                .with(DNNL_ARG_DIFF_DST, outputGradient)
                .with(DNNL_ARG_DIFF_SRC, inputGradient)
                .in(compilation.arena());
    }

    private static eltwise_forward.primitive_desc forwardKernel(ActivationFunction activation, memory.desc format) {
        // The backward kernel's hint must name the same algorithm.
        return new eltwise_forward.primitive_desc(
                OneDnn.PROCESSOR, prop_kind.forward_training, backward(activation), format, format, alpha(activation));
    }

    private static float alpha(ActivationFunction activation) {
        return switch (activation.kind()) {
            case RECTIFIER -> (float) activation.alpha();
            case ELU, SOFTPLUS -> 1;
            case IDENTITY, TANH, LOGISTIC -> 0;
        };
    }

    private static algorithm forward(ActivationFunction activation) {
        return switch (activation.kind()) {
            case RECTIFIER -> algorithm.eltwise_relu;
            case ELU -> algorithm.eltwise_elu;
            case TANH -> algorithm.eltwise_tanh;
            case LOGISTIC -> algorithm.eltwise_logistic;
            case SOFTPLUS -> algorithm.eltwise_soft_relu;
            case IDENTITY -> algorithm.eltwise_linear;
        };
    }

    private static algorithm backward(ActivationFunction activation) {
        return switch (activation.kind()) {
            case RECTIFIER -> algorithm.eltwise_relu_use_dst_for_bwd;
            case ELU -> algorithm.eltwise_elu_use_dst_for_bwd;
            case TANH -> algorithm.eltwise_tanh_use_dst_for_bwd;
            case LOGISTIC -> algorithm.eltwise_logistic_use_dst_for_bwd;
            case SOFTPLUS -> algorithm.eltwise_soft_relu;
            case IDENTITY -> algorithm.eltwise_linear;
        };
    }
}
