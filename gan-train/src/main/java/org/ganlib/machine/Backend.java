package org.ganlib.machine;

import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.openblas.global.openblas_full;
import org.ganlib.network.NetworkEngine;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The library ND4J after its start: its BLAS library and its threads. Its arrays lie on the host.
 *
 * @param name the backend's class name
 * @param blas the BLAS library and the kernel it chose for this processor
 * @param threads threads of array operations and of matrix multiplication
 * @param threadsReason the reason for this number of threads
 */
public record Backend(String name, String blas, int threads, String threadsReason) {
    /**
     * Starts ND4J, once per process, and sets its number of threads. Arrays may take three quarters
     * of the machine's memory, unless a property limits it.
     *
     * @param threads the number of threads of the operations that the calling thread starts; 0 for
     *     one thread
     * @throws org.ganlib.problem.ConfigurationException if the number of threads, or the one in the
     *     environment variable OMP_NUM_THREADS, cannot be used
     * @throws org.ganlib.problem.GanException if the native libraries cannot be unpacked; the
     *     message says what is missing
     */
    public static Backend start(int threads) {
        ThreadCount.require(threads);
        ThreadCount.requireReadable(System.getenv());
        try {
            return started(threads);
        } catch (LinkageError e) {
            throw NativeLibraries.failure(e);
        }
    }

    private static Backend started(int threads) {
        ArrayMemory.allow();
        // This starts ND4J, and must come before its native operations are asked for.
        String name = Nd4j.getBackend().getClass().getName();
        int count = threads == 0 ? 1 : threads;
        setThreads(count);
        // A second copy of the library ND4J uses: the only one that can be asked for the kernel. Its
        // own threads are not needed.
        openblas_full.openblas_set_num_threads(1);
        String blas = String.format(
                Locale.ROOT,
                "%s, kernel %s",
                openblas_full.openblas_get_config().getString().replaceAll("^(\\S+ \\S+).*", "$1"),
                openblas_full.openblas_get_corename().getString());
        String reason = threads == 0 ? "the default" : "as asked for";
        return new Backend(name, blas, count, reason);
    }

    /**
     * Starts ND4J for a run that lasts long enough for the number of threads to matter.
     *
     * @param threads the number of threads of the operations that the calling thread starts. 0
     *     takes it from the environment variable OMP_NUM_THREADS, or, if that is not set, measures
     *     which number is the fastest while processors are idle
     * @param engines supplies the engine that will compute; called after ND4J has started
     * @throws org.ganlib.problem.GanException as {@link #start} does, and if the variable is set to
     *     anything but numbers ≥ 1
     */
    public static Backend startForTraining(int threads, Supplier<Engines> engines) {
        if (threads != 0) {
            Backend started = start(threads);
            engines.get().chosen().useThreads(threads);
            return started;
        }
        OtherPrograms others = OtherPrograms.watch();
        Backend started = start(0);
        NetworkEngine engine = engines.get().chosen();
        ThreadChoice choice = new AutomaticThreads(
                        System.getenv(),
                        Runtime.getRuntime().availableProcessors(),
                        others.busyProcessors(),
                        new ThreadProbe(System::nanoTime))
                .choose(engine, count -> setThreads(engine, count));
        setThreads(engine, choice.count());
        return new Backend(started.name, started.blas, choice.count(), choice.reason());
    }

    private static void setThreads(NetworkEngine engine, int count) {
        setThreads(count);
        engine.useThreads(count);
    }

    private static void setThreads(int count) {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(count);
        // Custom operations have a limit of their own.
        Nd4j.getEnvironment().setMaxThreads(count);
        Nd4j.getEnvironment().setMaxMasterThreads(count);
        Nd4j.factory().blas().setMaxThreads(count);
    }
}
