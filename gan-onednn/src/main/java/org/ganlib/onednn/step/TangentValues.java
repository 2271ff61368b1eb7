package org.ganlib.onednn.step;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a tangent pass. For each value y of the forward pass there is its tangent ẏ, whose
 * gradient is the adjoint t. Where the adjoint p of y is needed, there is a second {@link Value}
 * over the memory of y, whose gradient is p.
 */
public final class TangentValues {
    private final Compilation tangentCompilation;
    private final Compilation adjointCompilation;
    private final boolean reusesGradients;
    private final Map<Value, Value> tangents = new HashMap<>();
    private final Map<Value, Value> adjoints = new HashMap<>();

    /**
     * Begins with no values.
     *
     * @param tangentCompilation makes the steps that compute tangents
     * @param adjointCompilation makes the steps that carry the adjoints p
     * @param reusesGradients true if the adjoints of tangents are taken from the last backward pass
     */
    public TangentValues(Compilation tangentCompilation, Compilation adjointCompilation, boolean reusesGradients) {
        this.reusesGradients = reusesGradients;
        this.tangentCompilation = tangentCompilation;
        this.adjointCompilation = adjointCompilation;
    }

    /** The compilation of steps that compute tangents. */
    public Compilation compilation() {
        return tangentCompilation;
    }

    /** The compilation of a step whose output is y, with p as its gradient. */
    public Compilation over(Value y) {
        return adjointCompilation.over(adjoint(y));
    }

    /**
     * Tells whether the adjoints t of tangents are the gradients that the last backward pass of the
     * values has left. The tangents then have no gradients of their own.
     */
    public boolean reusesGradients() {
        return reusesGradients;
    }

    /** Registers the tangent ẏ, which has the format of y. */
    public void put(Value y, Value tangent) {
        Value read = reusesGradients
                ? Value.constant(
                        tangentCompilation.kernels(), y.name(), y.shape(), tangentCompilation.batch(), tangent.memory())
                : tangent;
        tangents.put(y, read);
    }

    /** The tangent ẏ. */
    public Value tangent(Value y) {
        return tangents.get(y);
    }

    /** The tangents of several values. */
    public List<Value> tangents(List<Value> values) {
        return values.stream().map(this::tangent).toList();
    }

    /**
     * The value y with a gradient of its own, p, which is 0 as long as nothing contributes to it.
     */
    public Value adjoint(Value y) {
        return adjoints.computeIfAbsent(y, value -> value.withOwnGradient(adjointCompilation.kernels()));
    }

    /** Several values with gradients of their own. */
    public List<Value> adjoints(List<Value> values) {
        return values.stream().map(this::adjoint).toList();
    }
}
