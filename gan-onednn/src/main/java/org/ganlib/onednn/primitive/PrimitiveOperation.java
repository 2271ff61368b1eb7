package org.ganlib.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;

/**
 * One of oneDNN's primitives with its arguments.
 *
 * <p>The native handles here own nothing: an arena keeps the primitive, its arguments and their
 * memories alive.
 */
public final class PrimitiveOperation implements Operation {
    private static final dnnl_stream STREAM = OneDnn.STREAM.get();

    private final String name;
    private final dnnl_primitive handle;
    private final dnnl_exec_arg_t arguments;
    private final int count;

    private PrimitiveOperation(String name, dnnl_primitive handle, dnnl_exec_arg_t arguments, int count) {
        this.name = name;
        this.handle = handle;
        this.arguments = arguments;
        this.count = count;
    }

    /** Begins an operation, whose name stands in messages of failures. Its arguments follow. */
    public static Builder of(String name, primitive kernel) {
        return new Builder(name, kernel);
    }

    @Override
    public void run() {
        int status = dnnl_primitive_execute(handle, STREAM, count, arguments);
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN: " + this + " failed with status " + status);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** Collects the arguments of a primitive. */
    public static final class Builder {
        private final String name;
        private final primitive kernel;
        private final List<Integer> keys = new ArrayList<>();
        private final List<memory> memories = new ArrayList<>();

        private Builder(String name, primitive kernel) {
            this.name = name;
            this.kernel = kernel;
        }

        /** Adds an argument by oneDNN's key for it, for example {@code DNNL_ARG_SRC}. */
        public Builder with(int key, FormattedMemory argument) {
            keys.add(key);
            memories.add(argument.handle());
            return this;
        }

        /** Makes the operation. The arena takes ownership of the primitive. */
        public Operation in(Arena arena) {
            arena.keep(kernel);
            dnnl_exec_arg_t arguments = arena.keep(new dnnl_exec_arg_t(keys.size()));
            for (int i = 0; i < keys.size(); i++) {
                arguments.position(i);
                arguments.arg(keys.get(i));
                arguments.memory(memories.get(i).get());
            }
            arguments.position(0);
            return new PrimitiveOperation(name, kernel.get(), arguments, keys.size());
        }
    }
}
