package org.ganlib.bench.measure;

import java.util.List;
import java.util.stream.Stream;

/** The names of contestants. */
public final class Names {
    /** The engine on oneDNN's primitives. */
    public static final String ONEDNN = "onednn";
    /** The reference engine. */
    public static final String DL4J = "dl4j";
    /** libtorch in the form of PyTorch's tutorial. */
    public static final String LIBTORCH = "libtorch";
    /** libtorch without the tutorial's superfluous work. */
    public static final String LIBTORCH_TUNED = "libtorch-tuned";
    /** Begins the names of libtorch's twins, which end in a seed. */
    public static final String LIBTORCH_ROUNDED = "libtorch-rounded-";
    /**
     * libtorch with every operation rounded otherwise. They show what rounding does to a training,
     * and are not timed. Several, because one may stay close by chance.
     */
    public static final List<String> TWINS =
            Stream.of("1", "2", "3").map(LIBTORCH_ROUNDED::concat).toList();
    /** Bare matrix multiplication. */
    public static final String GEMM = "gemm";

    /** The engine on libtorch, which is measured by itself: it shares its library with a peer. */
    public static final String TORCH = "torch";

    /** The product's engines that are compared by default, the one users get first. */
    public static final List<String> ENGINES = List.of(ONEDNN, DL4J);

    /** All engines of the product. */
    public static final List<String> ALL_ENGINES = List.of(ONEDNN, DL4J, TORCH);

    private Names() {}
}
