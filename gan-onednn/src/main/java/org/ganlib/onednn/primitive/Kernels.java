package org.ganlib.onednn.primitive;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.primitive_desc_base;
import org.ganlib.onednn.memory.Arena;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernels of a compiled network while they are made: the arena that is to own them, and a list
 * of the implementation that oneDNN chose for each.
 */
public final class Kernels {
    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

    private final Arena arena;
    private final List<String> implementations;

    /** Kernels that an arena owns. */
    public Kernels(Arena arena) {
        this(arena, new ArrayList<>());
    }

    private Kernels(Arena arena, List<String> implementations) {
        this.arena = arena;
        this.implementations = implementations;
    }

    /** Kernels that another arena owns, in the same list. */
    public Kernels in(Arena other) {
        return new Kernels(other, implementations);
    }

    /** The arena that owns kernels, their arguments and the memory made for them. */
    public Arena arena() {
        return arena;
    }

    /**
     * Adds a kernel's implementation to the list, and warns of oneDNN's reference implementations,
     * which are about a hundred times slower than the others.
     *
     * @return the name
     */
    public String checked(String name, primitive_desc_base kernel) {
        String implementation = kernel.impl_info_str().getString();
        implementations.add(name + ": " + implementation);
        if (implementation.startsWith("ref")) {
            LOG.warn("{}: oneDNN has only its reference implementation ({}), which is slow", name, implementation);
        }
        return name;
    }

    /**
     * The text {@code name: implementation} for every kernel, in the order in which they were made.
     */
    public List<String> implementations() {
        return implementations;
    }
}
