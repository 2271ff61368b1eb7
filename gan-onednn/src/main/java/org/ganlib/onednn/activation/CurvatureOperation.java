package org.ganlib.onednn.activation;

import java.nio.FloatBuffer;
import org.ganlib.graph.ActivationFunction.Kind;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.primitive.Operation;

/**
 * Computes σ″(a)/σ′(a) · ȧ t elementwise for an activation function y = σ(a). The first factor
 * follows from y, or from ȧ and ẏ = σ′(a) ȧ, without a and without an exponential function:
 *
 * <pre>
 * tanh       σ″/σ′ = −2 y
 * logistic   σ″/σ′ = 1 − 2 y
 * ELU        σ″/σ′ = 0 where y > 0, and 1 elsewhere
 * softplus   σ″/σ′ = 1 − σ′, so that σ″/σ′ · ȧ = ȧ − ẏ
 * </pre>
 *
 * <p>It works on chunks of floats on the heap, because the compiler turns loops over Java arrays
 * into vector instructions. All memories have the same format.
 */
final class CurvatureOperation implements Operation {
    private static final int CHUNK = 2048;

    private final Kind kind;
    private final FormattedMemory y;
    private final FormattedMemory beforeTangent;
    private final FormattedMemory tangent;
    private final FormattedMemory adjoint;
    private final FormattedMemory result;
    private final float[] values = new float[CHUNK];
    private final float[] tangents = new float[CHUNK];
    private final float[] adjoints = new float[CHUNK];

    /**
     * Makes the operation.
     *
     * @param beforeTangent ȧ
     * @param tangent ẏ
     * @param adjoint t, the adjoint of ẏ
     */
    CurvatureOperation(
            Kind kind,
            FormattedMemory y,
            FormattedMemory beforeTangent,
            FormattedMemory tangent,
            FormattedMemory adjoint,
            FormattedMemory result) {
        this.kind = kind;
        this.y = y;
        this.beforeTangent = beforeTangent;
        this.tangent = tangent;
        this.adjoint = adjoint;
        this.result = result;
    }

    @Override
    public void run() {
        FloatBuffer target = result.buffer();
        int length = target.capacity();
        FormattedMemory factors = kind == Kind.SOFTPLUS ? tangent : y;
        for (int start = 0; start < length; start += CHUNK) {
            int count = Math.min(CHUNK, length - start);
            factors.buffer().get(start, values, 0, count);
            beforeTangent.buffer().get(start, tangents, 0, count);
            adjoint.buffer().get(start, adjoints, 0, count);
            multiplyByCurvature(count);
            for (int i = 0; i < count; i++) {
                adjoints[i] *= tangents[i];
            }
            target.put(start, adjoints, 0, count);
        }
    }

    /** Multiplies the tangents ȧ by σ″/σ′. */
    private void multiplyByCurvature(int count) {
        switch (kind) {
            case TANH -> {
                for (int i = 0; i < count; i++) {
                    tangents[i] *= -2 * values[i];
                }
            }
            case LOGISTIC -> {
                for (int i = 0; i < count; i++) {
                    tangents[i] *= 1 - 2 * values[i];
                }
            }
            case ELU -> {
                for (int i = 0; i < count; i++) {
                    tangents[i] = values[i] > 0 ? 0 : tangents[i];
                }
            }
            case SOFTPLUS -> {
                for (int i = 0; i < count; i++) {
                    tangents[i] -= values[i];
                }
            }
            case IDENTITY, RECTIFIER -> throw new IllegalStateException(kind + " has no curvature");
        }
    }
}
