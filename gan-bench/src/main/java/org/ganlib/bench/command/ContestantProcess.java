package org.ganlib.bench.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ganlib.bench.contestant.Contestant;
import org.ganlib.bench.contestant.EngineContestant;
import org.ganlib.bench.contestant.GemmContestant;
import org.ganlib.bench.contestant.TorchContestant;
import org.ganlib.bench.measure.Names;
import org.ganlib.bench.protocol.Server;
import org.ganlib.network.EngineOptions;

/** The process of one contestant. Arguments: its name, its threads. */
public final class ContestantProcess {
    private ContestantProcess() {}

    /** Serves requests on standard input until it ends. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        int threads = Integer.parseInt(arguments[1]);
        try (Contestant contestant = contestant(arguments[0], threads)) {
            new Server(contestant).serve(System.in, answers);
        }
        // Native thread pools may keep the process alive, or crash while they are taken down;
        // everything is said.
        Runtime.getRuntime().halt(0);
    }

    private static Contestant contestant(String name, int threads) {
        Optional<OnDevice> onDevice = OnDevice.parse(name);
        if (onDevice.isPresent()) {
            return onDevice.get().contestant(threads);
        }
        return switch (name) {
            case Names.LIBTORCH -> TorchContestant.tutorial(threads);
            case Names.LIBTORCH_TUNED -> TorchContestant.tuned(threads);
            case Names.GEMM -> new GemmContestant(threads);
            default ->
                name.startsWith(Names.LIBTORCH_ROUNDED)
                        ? TorchContestant.rounded(
                                Integer.parseInt(name.substring(Names.LIBTORCH_ROUNDED.length())), threads)
                        : new EngineContestant(name, name, EngineOptions.DEFAULT, threads);
        };
    }
}
