package org.ganlib.testkit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A run that a listener watches, without training: the trainer's calls in the trainer's order, with
 * numbers that follow from the step. A step is logged if it is a multiple of 5, examples are
 * generated after every third step, and a checkpoint is written after every fourth.
 */
final class WatchedRun implements AutoCloseable {
    /** The number of steps of a run. */
    static final long STEPS = 12;

    static final long LOG_EVERY = 5;
    private static final long SAMPLE_EVERY = 3;
    private static final long CHECKPOINT_EVERY = 4;
    private static final int SIZE = 8;
    private static final TensorShape SHAPE = TensorShape.of(6);

    /** The files of a run directory that belong to no listener. */
    private static final List<String> FILES =
            List.of("config.yaml", "environment.json", "best.json", "checkpoints/step-0.zip");

    private final Path directory;
    private final List<RandomStream> masks = new ArrayList<>();
    private final NetworkSet networks;
    private final Report report = new Report();
    private final float[] samples = new float[SIZE * SHAPE.elements()];
    private final int[] labels = new int[SIZE];
    private boolean scored = true;
    private boolean drawn = true;
    private boolean scrambling;
    private boolean asking;

    /**
     * A run in a directory, which is filled with the files that a run has before its first step.
     */
    WatchedRun(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory.resolve("checkpoints"));
            Files.createDirectories(directory.resolve("samples"));
            for (String file : FILES) {
                Files.writeString(directory.resolve(file), "the content of " + file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<NetworkRole, Network> built = new LinkedHashMap<>();
        built.put(NetworkRole.GENERATOR, network(NetworkRole.GENERATOR, TensorShape.of(3), SHAPE));
        built.put(NetworkRole.CRITIC, network(NetworkRole.CRITIC, SHAPE, TensorShape.of(1)));
        networks = new NetworkSet(built);
    }

    private Network network(NetworkRole role, TensorShape input, TensorShape output) {
        RandomStream dropout = new RandomStream(3);
        masks.add(dropout);
        return new Dl4jEngine()
                .build(new NetworkRequest(
                        role.key(),
                        SmallNetworks.of(new NetworkSignature(role, List.of(input), output, ValueRange.UNBOUNDED)),
                        DataType.FLOAT,
                        new RandomStream(1),
                        dropout));
    }

    /** This run as one of a game without a critic, which reports no scores. */
    WatchedRun withoutScores() {
        scored = false;
        return this;
    }

    /** This run as one on data that cannot be drawn in pictures. */
    WatchedRun withoutPictures() {
        drawn = false;
        return this;
    }

    /** This run, which now overwrites reports and examples after each call of a listener. */
    WatchedRun scrambling() {
        scrambling = true;
        return this;
    }

    /** This run, which now asks for the listener's state after each step. */
    WatchedRun asking() {
        asking = true;
        return this;
    }

    /**
     * Calls a listener as the trainer does, for a range of steps.
     *
     * @param listener the listener of this run
     * @param state the state that a resumed run restores; empty for none
     * @param first the first step, from 1
     * @param last the last step
     * @return the state of the listener when the last checkpoint is written
     */
    Map<String, String> play(
            TrainingListener listener, Map<String, String> state, long first, long last, RunStatus status) {
        listener.runStarted(info(first));
        if (!state.isEmpty()) {
            listener.restore(state);
        }
        if (first == 1) {
            checkpoint(listener, 0);
        }
        for (long step = first; step <= last; step++) {
            finish(listener, step);
            if (asking) {
                listener.state();
            }
            if (step % SAMPLE_EVERY == 0) {
                sample(listener, step);
            }
            if (step % CHECKPOINT_EVERY == 0) {
                checkpoint(listener, step);
            }
        }
        Map<String, String> end = new TreeMap<>(listener.state());
        if (status == RunStatus.FINISHED || status == RunStatus.INTERRUPTED) {
            if (last % SAMPLE_EVERY != 0) {
                sample(listener, last);
            }
            checkpoint(listener, last);
        }
        listener.runEnded(status, last);
        return end;
    }

    /** Tells a listener of one step. */
    void finish(TrainingListener listener, long step) {
        report.fill(step, scored);
        listener.stepFinished(report);
        if (scrambling) {
            report.fill(-1 - step, true);
        }
    }

    private void sample(TrainingListener listener, long step) {
        if (drawn) {
            listener.samplesWritten(step, picture(step));
        }
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.sin((double) step * i);
        }
        Arrays.fill(labels, -1);
        listener.samplesGenerated(step, new Examples(SHAPE, samples, labels));
        if (scrambling) {
            Arrays.fill(samples, 100);
        }
    }

    private Path picture(long step) {
        Path file = directory.resolve("samples").resolve("step-" + step + ".png");
        try {
            ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private void checkpoint(TrainingListener listener, long step) {
        listener.state();
        listener.checkpointDue(step);
        listener.checkpointWritten(step, directory.resolve("checkpoints/step-0.zip"));
    }

    RunInfo info(long first) {
        return new RunInfo(
                directory,
                new Normals(),
                networks,
                new GameContract.Squares(),
                first,
                STEPS,
                SIZE,
                LOG_EVERY,
                (first - 1) * SIZE,
                first - 1);
    }

    /**
     * The networks, random streams and examples of the run as text. No listener may change them.
     */
    String belongings() {
        StringBuilder all = new StringBuilder();
        networks.all().forEach((role, network) -> {
            double[] numbers = new double[(int) network.parameters().length()];
            network.parameters().read(numbers);
            all.append(role)
                    .append(" parameters ")
                    .append(Arrays.toString(numbers))
                    .append('\n');
            network.gradients().read(numbers);
            all.append(role)
                    .append(" gradients ")
                    .append(Arrays.toString(numbers))
                    .append('\n');
        });
        masks.forEach(stream ->
                all.append("masks ").append(Arrays.toString(stream.state())).append('\n'));
        all.append("samples ")
                .append(Arrays.toString(samples))
                .append(Arrays.toString(labels))
                .append('\n');
        all.append("scores ").append(Arrays.toString(report.real)).append(Arrays.toString(report.fake));
        return all.toString();
    }

    /** The content of the files that belong to no listener; "missing" for one that is gone. */
    Map<String, String> ownFiles() {
        Map<String, String> content = new TreeMap<>();
        for (String file : FILES) {
            content.put(file, Files.exists(directory.resolve(file)) ? text(directory.resolve(file)) : "missing");
        }
        return content;
    }

    /** The content of all files in a folder, by their names in it. */
    static Map<String, String> files(Path folder) {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> content.put(folder.relativize(file).toString(), text(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        networks.close();
    }

    /** The one report of a run. */
    private static final class Report implements StepReport {
        private static final List<String> NAMES = List.of(
                Measurements.CRITIC_LOSS,
                Measurements.GENERATOR_LOSS,
                Measurements.REAL_SCORE,
                Measurements.FAKE_SCORE,
                Measurements.GRADIENT_NORM + "critic",
                Measurements.GRADIENT_NORM + "generator",
                Measurements.LEARNING_RATE + "critic",
                Measurements.LEARNING_RATE + "generator");

        private final double[] real = new double[SIZE];
        private final double[] fake = new double[SIZE];
        private final Optional<CriticScores> scores = Optional.of(new CriticScores(real, fake));
        private boolean scored;
        private long step;

        void fill(long ofStep, boolean withScores) {
            step = ofStep;
            scored = withScores;
            for (int i = 0; i < SIZE; i++) {
                real[i] = 0.5 + Math.cos((double) step + i);
                fake[i] = Math.cos((double) step - i);
            }
        }

        @Override
        public long step() {
            return step;
        }

        @Override
        public long examplesSeen() {
            return step * SIZE;
        }

        @Override
        public double trainingSeconds() {
            return step;
        }

        @Override
        public List<String> names() {
            return NAMES;
        }

        @Override
        public double value(String name) {
            int place = NAMES.indexOf(name);
            return place < 0 ? Double.NaN : 1 + 0.1 * Math.sin((double) step + place);
        }

        @Override
        public Optional<CriticScores> scores() {
            return scored ? scores : Optional.empty();
        }
    }

    /** Independent normal numbers without end; drawing minibatches fails. */
    private static final class Normals implements Dataset {
        @Override
        public DatasetInfo info() {
            return new DatasetInfo(
                    "normals", SHAPE, ValueRange.UNBOUNDED, OptionalInt.empty(), List.of(), "none", "none", "normals");
        }

        @Override
        public BatchStream stream(RandomStream random) {
            throw new AssertionError("a listener draws no minibatches");
        }

        @Override
        public Examples read(int from, int count) {
            RandomStream fixed = new RandomStream(from);
            float[] values = new float[count * SHAPE.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) fixed.nextNormal();
            }
            return Examples.unlabelled(SHAPE, values);
        }

        @Override
        public void close() {}
    }
}
