package org.ganlib.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;

/**
 * C = op(A)·B of row-major matrices, by oneDNN's plain matrix product. The only one of its products that takes part of a matrix without being
 * made anew for it, and of a vector with a matrix up to three times as fast as the others.
 */
final class PlainProduct {
    /** Whether this processor has more than a reference implementation of it. */
    static final boolean IS_FAST = Loader.getPlatform().endsWith("-x86_64");

    private final String name;
    private final byte operation;
    private final long rows;
    private final long columns;
    private final long terms;

    private PlainProduct(String name, char operation, long rows, long columns, long terms) {
        this.name = name;
        this.operation = (byte) operation;
        this.rows = rows;
        this.columns = columns;
        this.terms = terms;
    }

    /** A·B, where A has {@code rows} rows and B {@code columns} columns. */
    static PlainProduct of(String name, long rows, long columns, long terms) {
        return new PlainProduct(name, 'N', rows, columns, terms);
    }

    /** Aᵀ·B, where A has at least {@code rows} columns and B {@code columns}. */
    static PlainProduct ofTransposed(String name, long rows, long columns, long terms) {
        return new PlainProduct(name, 'T', rows, columns, terms);
    }

    /** @param leftStride from one row of A to the next; those of B and C touch */
    void run(FloatPointer left, long leftStride, FloatPointer right, FloatPointer result) {
        int status = dnnl_sgemm(
                operation, (byte) 'N', rows, columns, terms, 1, left, leftStride, right, columns, 0, result, columns);
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN: " + name + " failed with status " + status);
        }
    }
}
