package org.ganlib.bench.measure;

import java.util.List;

/** What contestants are called. */
public final class Names {
    /** The engine on oneDNN's primitives. */
    public static final String ONEDNN = "onednn";
    /** The reference engine. */
    public static final String DL4J = "dl4j";
    /** libtorch in the form of PyTorch's tutorial. */
    public static final String LIBTORCH = "libtorch";
    /** libtorch without the tutorial's superfluous work. */
    public static final String LIBTORCH_TUNED = "libtorch-tuned";
    /** libtorch whose initial parameters are rounded otherwise; shows what rounding does to a training, and is not timed. */
    public static final String LIBTORCH_ROUNDED = "libtorch-rounded";
    /** Bare matrix multiplication. */
    public static final String GEMM = "gemm";

    /** The product's engines, the one users get first. */
    public static final List<String> ENGINES = List.of(ONEDNN, DL4J);

    private Names() {}
}
