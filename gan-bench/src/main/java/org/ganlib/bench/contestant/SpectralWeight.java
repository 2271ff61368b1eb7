package org.ganlib.bench.contestant;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.ganlib.random.RandomStream;

/**
 * Weights divided by their spectral norm as {@code torch.nn.utils.parametrizations.spectral_norm}
 * does it: power iteration on u and v in place and without a graph, σ = u·(W v), and W/σ with a
 * graph through σ. W has a row for each output.
 *
 * <p>PyTorch iterates u first and in each forward pass. Here v is iterated first, from the vector
 * that the product begins with, and once an update, so that both sides divide by the same numbers.
 */
final class SpectralWeight {
    /** The number of iterations at the beginning, PyTorch's as well as the product's. */
    private static final int FIRST_ITERATIONS = 15;

    private static final Scalar LEAST_NORM = new Scalar(1e-12);

    private final Tensor weight;
    private final Tensor u;
    private final Tensor v;
    private Tensor normalised;

    /**
     * @param weight a trained tensor whose first axis is that of the outputs
     * @param name its name in the product's network, from which the product seeds its first u
     */
    SpectralWeight(Tensor weight, String name) {
        this.weight = weight;
        RandomStream random = new RandomStream(name.hashCode());
        float[] start = new float[Math.toIntExact(weight.size(0))];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) random.nextNormal();
        }
        Tensor onHost = torch.empty(start.length);
        onHost.data_ptr_float().put(start);
        u = onHost.to(weight.device(), torch.ScalarType.Float);
        v = torch.zeros_like(matrix().select(0, 0));
        v.set_requires_grad(false);
        for (int i = 0; i < FIRST_ITERATIONS; i++) {
            iterate();
        }
    }

    /** Improves u and v by one power iteration. */
    @SuppressWarnings("try") // The guard works by being open.
    void iterate() {
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor matrix = matrix();
            assignDirection(v, torch.mv(matrix.t(), u));
            assignDirection(u, torch.mv(matrix, v));
        }
    }

    private static void assignDirection(Tensor target, Tensor vector) {
        torch.div_out(target, vector, torch.linalg_vector_norm(vector).clamp_min_(LEAST_NORM));
    }

    /** Computes what {@link #normalised} gives, in the caller's pointer scope. */
    void normalise() {
        normalised = weight.div(torch.dot(u, torch.mv(matrix(), v)));
    }

    /** W/σ as it was when last computed, as within {@code parametrize.cached()}. */
    Tensor normalised() {
        return normalised;
    }

    private Tensor matrix() {
        return weight.flatten(1, -1);
    }
}
