package org.ganlib.bench.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Starts contestants in Java virtual machines like this one, with the flags of the product's
 * launcher.
 *
 * <p>A contestant that is no engine of ours gets what is best for it. Its unused native memory
 * stays mapped, because a library that takes its arrays from the heap of C would have to fault them
 * in again and again. Its threads sleep while they wait: libtorch holds two pools of threads, those
 * of OpenMP and those of OpenBLAS, and when the threads of one spin, those of the other find no
 * processor.
 *
 * @param mainClass takes the contestant's name and its threads, and runs a {@link Server}
 * @param engines contestants that are engines of ours and run as the product's launcher runs them:
 *     their unused native memory goes back to the system every second, and their threads wait as
 *     OpenMP does by default
 * @param nurseryMib size of the nursery, MiB
 * @param log the file to which everything else that the processes print is appended
 */
public record JavaLauncher(String mainClass, Set<String> engines, int nurseryMib, Path log) implements Launcher {
    /** The nursery of the product's launcher, MiB. */
    public static final int NURSERY = 192;

    /**
     * A nursery, MiB, for watching resident memory: all of it is in use before the first look. A
     * large one that is slowly filled for the first time looks like a leak.
     */
    public static final int SMALL_NURSERY = 8;

    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-Xmx2g", "-Djava.awt.headless=true", "-Dorg.nd4j.log.initialization=false");

    private static final List<String> TRIM =
            List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TrimNativeHeapInterval=1000");

    /** Copies the set. */
    public JavaLauncher {
        engines = Set.copyOf(engines);
    }

    @Override
    public Child start(String contestant, int threads) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        // On a device, a name goes on with the device and the precision.
        boolean engine = engines.contains(contestant.split("@", 2)[0]);
        if (engine) {
            command.addAll(TRIM);
        }
        command.add("-Xmn" + nurseryMib + "m");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass, contestant));
        command.add(String.valueOf(threads));
        ProcessBuilder builder = new ProcessBuilder(command);
        for (String library : List.of("OMP", "OPENBLAS", "MKL")) {
            builder.environment().put(library + "_NUM_THREADS", String.valueOf(threads));
        }
        if (!engine) {
            builder.environment().put("OMP_WAIT_POLICY", "passive");
        }
        builder.environment().put("ND4J_IGNORE_AVX", "true");
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return new Child(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
