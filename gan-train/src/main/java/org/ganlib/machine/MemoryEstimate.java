package org.ganlib.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.ganlib.config.Optimizers;
import org.ganlib.config.TrainSettings;
import org.ganlib.graph.LayerSizes;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.problem.GanException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.TensorShape;

/**
 * The minimum memory that networks, their training and their samples need. It is computed before
 * anything is built, so that a run that cannot fit is refused at once, with a message of one line.
 * The estimates are lower bounds: a run that passes may still run out of memory later. On a device
 * with a memory of its own the host keeps little, and that memory is estimated but refuses nothing.
 */
public final class MemoryEstimate {
    private static final double GIBIBYTE = 1L << 30;
    /**
     * The number of parameter-sized vectors while a network is built: the drawn parameters, the
     * network's own copy of them, and its gradients.
     */
    private static final int VECTORS_OF_PARAMETERS = 3;
    /**
     * The number of values that a training pass keeps per activation: the layer's output, and the
     * gradient with respect to it.
     */
    private static final int NUMBERS_OF_AN_ACTIVATION = 2;

    private final double arrays;
    private final double heap;
    private final String device;

    /**
     * Creates an estimate for given limits of the host.
     *
     * @param arrays the number of bytes that arrays may take outside Java's heap
     * @param heap the number of bytes that Java's heap may take
     * @param device the device that networks run on
     */
    MemoryEstimate(double arrays, double heap, String device) {
        this.arrays = arrays;
        this.heap = heap;
        this.device = device;
    }

    /**
     * An estimate with the limits of this process. ND4J must have been started.
     *
     * @param device the device that networks run on, as {@link
     *     org.ganlib.network.NetworkEngine#device} names it
     */
    public static MemoryEstimate ofProcess(String device) {
        long limit = Pointer.maxBytes();
        return new MemoryEstimate(
                limit > 0 ? limit : ArrayMemory.ofMachine(),
                Runtime.getRuntime().maxMemory(),
                device);
    }

    private boolean isOnHost() {
        return device.equals(EngineOptions.CPU);
    }

    /** A network that the engine cannot run is the reference engine's, on the host. */
    private boolean isOnHost(Network network) {
        return isOnHost() || network.parameters() instanceof HostTensor;
    }

    /** The exception for a network whose number of parameters overflows. */
    public static GanException uncountable(NetworkRole role) {
        return new GanException("out of memory: " + role.key()
                + " has more parameters than can be counted. Reduce its layers or its inputs");
    }

    /**
     * Requires that the networks can be built.
     *
     * @throws GanException if they cannot; the message says how much they need and how much there
     *     is
     */
    public void requireNetworks(Map<NetworkRole, NetworkDefinition> definitions) {
        double bytes = 0;
        List<String> parts = new ArrayList<>();
        for (Map.Entry<NetworkRole, NetworkDefinition> entry : definitions.entrySet()) {
            double count = LayerSizes.countParameters(entry.getValue());
            bytes += count * (isOnHost() ? VECTORS_OF_PARAMETERS : 1) * Float.BYTES;
            parts.add(entry.getKey().key() + " has " + number(count) + " parameters");
        }
        definitions.forEach((role, definition) -> {
            if (Double.isInfinite(LayerSizes.countParameters(definition))) {
                throw uncountable(role);
            }
        });
        if (bytes > arrays) {
            String largest = definitions.entrySet().stream()
                    .max(Comparator.comparingDouble(entry -> LayerSizes.countParameters(entry.getValue())))
                    .map(entry -> entry.getKey().key())
                    .orElseThrow();
            throw new GanException("out of memory: " + String.join(", ", parts) + ": needs at least " + gibibytes(bytes)
                    + " of the " + ofArrays() + ". Reduce the layers or the inputs of the " + largest);
        }
        definitions.forEach((role, definition) -> {
            if (LayerSizes.countParameters(definition) > Integer.MAX_VALUE) {
                throw new GanException(role.key() + ": has " + number(LayerSizes.countParameters(definition))
                        + " parameters, and a network can have " + number(Integer.MAX_VALUE) + ". Reduce its layers");
            }
        });
    }

    /**
     * Requires that a minibatch of training and the examples of a sample grid fit into the host's
     * memory beside the networks.
     *
     * @throws GanException if they do not; the message says how much they need and how much there
     *     is
     */
    public void requireTraining(TrainSettings train, DatasetInfo data, NetworkSet networks) {
        double parameters = parametersOnHost(networks);
        // Some games put real and generated examples into one array.
        double largest = 2.0 * data.shape().elements();
        for (Network network : networks.all().values()) {
            largest = Math.max(largest, LayerSizes.of(network.definition()).largest());
        }
        requireArrays(
                "train.batch=" + train.batch(),
                bytesOfBatch(train, data, networks) + parameters,
                "Reduce train.batch; train.accumulate makes up for it");
        requireIndex("train.batch", train.batch(), largest);
        requireSamples(train.samples(), data.shape(), networks, parameters);
    }

    /** The bytes of values and gradients; of a network on a device, those of a copy of its values. */
    private double parametersOnHost(NetworkSet networks) {
        return networks.all().values().stream()
                        .mapToDouble(network ->
                                network.parameters().length() * (isOnHost(network) ? VECTORS_OF_PARAMETERS - 1.0 : 1.0))
                        .sum()
                * Float.BYTES;
    }

    /** The bytes on the host of a batch and of what its networks keep of it. */
    private double bytesOfBatch(TrainSettings train, DatasetInfo data, NetworkSet networks) {
        double perExample = networks.all().values().stream()
                .filter(this::isOnHost)
                .mapToDouble(MemoryEstimate::keptOfAnExample)
                .sum();
        return (double) train.batch() * (perExample + 2.0 * data.shape().elements()) * Float.BYTES;
    }

    private static double keptOfAnExample(Network network) {
        return NUMBERS_OF_AN_ACTIVATION * LayerSizes.of(network.definition()).activations();
    }

    /**
     * The minimum memory that training takes on the device and on the host, in words; empty where
     * the networks run on the processor.
     *
     * <p>For each parameter the device keeps its value, its gradient, the numbers of its optimizer
     * and, on the generator's side, its moving average; for each example of a minibatch the
     * activations of all layers and their gradients. The library's own memory, such as workspaces
     * of convolutions, comes on top.
     */
    public Optional<String> ofDevice(
            TrainSettings train, Optimizers optimizers, DatasetInfo data, NetworkSet networks) {
        if (isOnHost()) {
            return Optional.empty();
        }
        double numbers = 0;
        for (Map.Entry<NetworkRole, Network> entry : networks.all().entrySet()) {
            Network network = entry.getValue();
            if (!isOnHost(network)) {
                numbers += network.parameters().length() * vectors(entry.getKey(), train, optimizers)
                        + train.batch() * keptOfAnExample(network);
            }
        }
        double host = bytesOfBatch(train, data, networks) + parametersOnHost(networks);
        return Optional.of("training takes at least " + gibibytes(numbers * Float.BYTES) + " on " + device + " and "
                + gibibytes(host) + " of the host");
    }

    /** The number of numbers that are kept for a parameter of a network. */
    private static double vectors(NetworkRole role, TrainSettings train, Optimizers optimizers) {
        boolean critic = role.equals(NetworkRole.CRITIC);
        int ofOptimizer = (critic ? optimizers.critic() : Optional.of(optimizers.generator()))
                .map(optimizer -> optimizer.rule().stateVectors())
                .orElse(0);
        return VECTORS_OF_PARAMETERS - 1.0 + ofOptimizer + (!critic && train.ema() > 0 ? 1 : 0);
    }

    private void requireSamples(int samples, TensorShape shape, NetworkSet networks, double parameters) {
        Network generator = networks.all().get(NetworkRole.GENERATOR);
        if (generator != null) {
            LayerSizes sizes = LayerSizes.of(generator.definition());
            requireArrays(
                    "train.samples=" + samples,
                    (double) samples * (isOnHost(generator) ? sizes.largest() : shape.elements()) * Float.BYTES
                            + parameters,
                    "Reduce train.samples");
            requireIndex("train.samples", samples, sizes.largest());
        }
        requireHeap("train.samples=" + samples, (double) samples * shape.elements(), "Reduce train.samples");
    }

    /**
     * Requires that {@code count} examples fit into an array on Java's heap.
     *
     * @param what the examples as the user asked for them, for example {@code --count 1000}
     * @param count the number of examples
     * @param advice the user's remedy if they do not
     * @throws GanException if they do not; the message says how much they need and how much there
     *     is
     */
    public void requireExamples(String what, long count, TensorShape shape, String advice) {
        double numbers = (double) count * shape.elements();
        requireHeap(what, numbers, advice);
        if (numbers > Integer.MAX_VALUE) {
            throw new GanException(what + ": " + number(numbers) + " numbers, and an array can hold "
                    + number(Integer.MAX_VALUE) + ". " + advice);
        }
    }

    private void requireArrays(String what, double bytes, String advice) {
        if (bytes > arrays) {
            throw new GanException("out of memory: " + what + " needs at least " + gibibytes(bytes) + " of the "
                    + ofArrays() + ". " + advice);
        }
    }

    private void requireHeap(String what, double numbers, String advice) {
        double bytes = numbers * Float.BYTES;
        if (bytes > heap) {
            throw new GanException("out of memory: " + what + " needs at least " + gibibytes(bytes) + " of the "
                    + gibibytes(heap) + " that Java's heap may take. " + advice
                    + ", or give the heap more: GAN_JAVA_OPTS=-Xmx" + (long) Math.ceil(2 * bytes / GIBIBYTE) + "g");
        }
    }

    private static void requireIndex(String setting, int count, double largest) {
        if (count * largest > Integer.MAX_VALUE) {
            throw new GanException(setting + ": " + number(count) + " examples are " + number(count * largest)
                    + " numbers in a network's layer, and an array can hold "
                    + number(Integer.MAX_VALUE) + ". Reduce " + setting);
        }
    }

    private String ofArrays() {
        return gibibytes(arrays) + " that arrays may take";
    }

    private static String gibibytes(double bytes) {
        double gibibytes = bytes / GIBIBYTE;
        return gibibytes < 0.1
                ? String.format(Locale.ROOT, "%.0f MiB", gibibytes * 1024)
                : String.format(Locale.ROOT, "%,.1f GiB", gibibytes);
    }

    private static String number(double count) {
        return String.format(Locale.ROOT, "%,.0f", count);
    }
}
