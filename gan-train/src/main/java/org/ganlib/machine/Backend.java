package org.ganlib.machine;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.openblas.global.openblas_full;
import org.ganlib.config.Device;
import org.ganlib.problem.GanException;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The library ND4J after its start: its device, its BLAS library and its threads.
 *
 * @param device {@code cpu} or {@code cuda}
 * @param name the backend's class name
 * @param blas the BLAS library and the kernel it chose for this processor
 * @param threads threads of array operations and of matrix multiplication
 * @param threadsReason the reason for this number of threads
 * @param note a note to the user about the choice; empty if the device that was asked for is in use
 */
public record Backend(
        String device, String name, String blas, int threads, String threadsReason, Optional<String> note) {
    private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

    /**
     * Starts ND4J, once per process, and sets its number of threads. Arrays may take three quarters
     * of the machine's memory, unless a property limits it.
     *
     * @param threads the number of threads of the operations that the calling thread starts; 0 for
     *     one thread
     * @throws org.ganlib.problem.ConfigurationException if the number of threads, or the one in the
     *     environment variable OMP_NUM_THREADS, cannot be used
     * @throws GanException if {@code device} is CUDA and there is no usable CUDA backend, or CPU
     *     and another backend took precedence; or if the native libraries cannot be unpacked; the
     *     message says what is missing
     */
    public static Backend start(Device device, int threads) {
        ThreadCount.require(threads);
        ThreadCount.requireReadable(System.getenv());
        try {
            return started(device, threads);
        } catch (LinkageError e) {
            throw NativeLibraries.failure(e);
        }
    }

    private static Backend started(Device device, int threads) {
        boolean cudaInstalled = isPresent(CUDA_BACKEND);
        if (device == Device.CUDA && !cudaInstalled) {
            throw new GanException(
                    "device: cuda needs ND4J's CUDA backend, which this build lacks. Build with `./mvnw -Pcuda package`"
                            + " on a machine with CUDA 11.6 libraries, or use device=cpu");
        }
        ArrayMemory.allow();
        String name = Nd4j.getBackend().getClass().getName();
        String actual = name.equals(CUDA_BACKEND) ? "cuda" : "cpu";
        if (device == Device.CUDA && actual.equals("cpu")) {
            throw new GanException(
                    "device: the CUDA backend is installed but found no usable NVIDIA device (it needs compute capability"
                            + " 3.7 to 8.9, a driver for CUDA 11.6, and its libraries). Repair that, or use device=cpu");
        }
        if (device == Device.CPU && actual.equals("cuda")) {
            throw new GanException(
                    "device: this build prefers CUDA. Set the environment variable BACKEND_PRIORITY_CPU=200 for device=cpu");
        }
        int count = threads == 0 ? 1 : threads;
        setThreads(count);
        String blas = "cuBLAS";
        if (actual.equals("cpu")) {
            // A second copy of the library ND4J uses: the only one that can be asked for the
            // kernel. Its own threads are not needed.
            openblas_full.openblas_set_num_threads(1);
            blas = String.format(
                    Locale.ROOT,
                    "%s, kernel %s",
                    openblas_full.openblas_get_config().getString().replaceAll("^(\\S+ \\S+).*", "$1"),
                    openblas_full.openblas_get_corename().getString());
        }
        String reason = threads == 0 ? "the default" : "as asked for";
        return new Backend(actual, name, blas, count, reason, note(device, actual, cudaInstalled));
    }

    /**
     * Starts ND4J for a run that lasts long enough for the number of threads to matter.
     *
     * @param threads the number of threads of the operations that the calling thread starts. 0
     *     takes it from the environment variable OMP_NUM_THREADS, or, if that is not set, measures
     *     which number is the fastest while processors are idle
     * @param engines supplies the engine that will compute; called after ND4J has started
     * @throws GanException as {@link #start} does, and if the variable is set to anything but
     *     numbers ≥ 1
     */
    public static Backend startForTraining(Device device, int threads, Supplier<Engines> engines) {
        if (threads != 0) {
            return start(device, threads);
        }
        OtherPrograms others = OtherPrograms.watch();
        Backend started = start(device, 0);
        if (started.device.equals("cuda")) {
            return started;
        }
        ThreadChoice choice = new AutomaticThreads(
                        System.getenv(),
                        Runtime.getRuntime().availableProcessors(),
                        others.busyProcessors(),
                        new ThreadProbe(System::nanoTime))
                .choose(engines.get().chosen(), Backend::setThreads);
        setThreads(choice.count());
        return new Backend(started.device, started.name, started.blas, choice.count(), choice.reason(), started.note);
    }

    private static void setThreads(int count) {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(count);
        // Custom operations have a limit of their own.
        Nd4j.getEnvironment().setMaxThreads(count);
        Nd4j.getEnvironment().setMaxMasterThreads(count);
        if (!Nd4j.getBackend().getClass().getName().equals(CUDA_BACKEND)) {
            Nd4j.factory().blas().setMaxThreads(count);
        }
    }

    private static Optional<String> note(Device device, String actual, boolean cudaInstalled) {
        if (device != Device.AUTO || actual.equals("cuda")) {
            return Optional.empty();
        }
        return Optional.of(
                cudaInstalled
                        ? "device auto: the CUDA backend found no usable NVIDIA device; using the CPU"
                        : "device auto: this build has no CUDA backend; using the CPU");
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, Backend.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
