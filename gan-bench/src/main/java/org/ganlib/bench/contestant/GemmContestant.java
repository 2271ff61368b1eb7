package org.ganlib.bench.contestant;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;

import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** Trains nothing: multiplies matrices with oneDNN and with OpenBLAS, so that the peak does not depend on one library's weakness. */
public final class GemmContestant implements Contestant {
    private final int threads;

    /** @param threads threads of OpenBLAS; oneDNN takes OMP_NUM_THREADS */
    public GemmContestant(int threads) {
        this.threads = threads;
    }

    @Override
    public Identity identity() {
        openblas.blas_set_num_threads(threads);
        return Identity.usable("gemm", Map.of());
    }

    @Override
    public Prepared prepare(TrainingTask assignment) {
        throw new UnsupportedOperationException("this contestant multiplies matrices and trains nothing");
    }

    @Override
    public void run(Losses losses) {
        throw new UnsupportedOperationException("this contestant multiplies matrices and trains nothing");
    }

    @Override
    public Peak peak() {
        return PeakSearch.run("oneDNN", GemmContestant::oneDnn)
                .or(PeakSearch.run("OpenBLAS", GemmContestant::openBlas));
    }

    @Override
    public void close() {}

    private static Runnable oneDnn(PeakSearch.Size size) {
        int m = size.rows();
        int k = size.inner();
        int n = size.columns();
        FloatPointer left = filled((long) m * k);
        FloatPointer right = filled((long) k * n);
        FloatPointer product = filled((long) m * n);
        return () -> {
            int status = dnnl_sgemm((byte) 'N', (byte) 'N', m, n, k, 1, left, k, right, n, 0, product, n);
            if (status != 0) {
                throw new IllegalStateException("dnnl_sgemm of " + size + " failed with status " + status);
            }
        };
    }

    private static Runnable openBlas(PeakSearch.Size size) {
        int m = size.rows();
        int k = size.inner();
        int n = size.columns();
        FloatPointer left = filled((long) m * k);
        FloatPointer right = filled((long) k * n);
        FloatPointer product = filled((long) m * n);
        return () -> openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                openblas.CblasNoTrans,
                openblas.CblasNoTrans,
                m,
                n,
                k,
                1,
                left,
                k,
                right,
                n,
                0,
                product,
                n);
    }

    private static FloatPointer filled(long length) {
        FloatPointer pointer = new FloatPointer(length);
        for (long i = 0; i < length; i++) {
            pointer.put(i, (float) (i % 7 - 3));
        }
        return pointer;
    }
}
