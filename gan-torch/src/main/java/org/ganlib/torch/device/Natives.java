package org.ganlib.torch.device;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;

/**
 * The lifetime of native objects. An object of libtorch's is freed with the innermost scope that was
 * open when its Java object was made, unless it is kept. Everything that this engine does runs in a
 * scope. Java's garbage collector would free native objects too late: it sees only the small Java
 * objects in front of them.
 */
public final class Natives {
    private static final AtomicLong KEPT = new AtomicLong();

    private Natives() {}

    /** The number of objects that are kept now, in the whole process. */
    public static long kept() {
        return KEPT.get();
    }

    /** Runs operations whose derivatives nobody will ask for, and frees what they made. */
    public static void constant(Runnable operations) {
        differentiable(false, () -> {
            operations.run();
            return null;
        });
    }

    /** Computes a result outside libtorch from operations whose derivatives nobody will ask for. */
    public static <T> T constant(Supplier<T> operations) {
        return differentiable(false, operations);
    }

    /**
     * Runs operations and frees what they made, but for what is kept.
     *
     * @param recorded true if libtorch records the operations, so that derivatives can be computed
     */
    @SuppressWarnings("try") // Scope and mode work by being open.
    public static <T> T differentiable(boolean recorded, Supplier<T> operations) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode mode = new AutoGradMode(recorded)) {
            return operations.get();
        }
    }

    /**
     * Keeps a tensor beyond its scope, until {@link #free} is given what this returns. It is a handle
     * of its own: a tensor that is an element of a tuple or a list is gone with that.
     */
    public static Tensor keep(Tensor tensor) {
        Tensor kept = new Tensor(tensor);
        kept.retainReference();
        KEPT.incrementAndGet();
        return kept;
    }

    /** Keeps an object beyond its scope, until {@link #free}. */
    public static <P extends Pointer> P keep(P object) {
        object.retainReference();
        KEPT.incrementAndGet();
        return object;
    }

    /** Gives up an object that was kept; harmless for null. */
    public static void free(Pointer object) {
        if (object != null) {
            object.releaseReference();
            KEPT.decrementAndGet();
        }
    }
}
