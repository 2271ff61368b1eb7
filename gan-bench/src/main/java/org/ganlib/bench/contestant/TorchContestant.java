package org.ganlib.bench.contestant;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.ganlib.bench.workload.Recipe;
import org.ganlib.bench.workload.Stack;
import org.ganlib.bench.workload.Workload;
import org.ganlib.network.NumericPrecision;

/**
 * libtorch, through JavaCPP's bindings. Loads nothing of ND4J: two OpenMP runtimes in one process
 * disturb each other.
 */
public final class TorchContestant implements Contestant {
    private static final String PROCESSOR = "cpu";

    private final String name;
    private final boolean tuned;
    private final OptionalInt rounding;
    private final int threads;
    private final String device;
    private final NumericPrecision precision;
    private TorchStep training;

    private TorchContestant(
            String name, boolean tuned, OptionalInt rounding, int threads, String device, NumericPrecision precision) {
        this.name = name;
        this.device = device;
        this.precision = precision;
        this.tuned = tuned;
        this.rounding = rounding;
        this.threads = threads;
    }

    /** The step in the form of PyTorch's tutorial, with this number of threads per operation. */
    public static TorchContestant tutorial(int threads) {
        return new TorchContestant(
                "libtorch", false, OptionalInt.empty(), threads, PROCESSOR, NumericPrecision.FLOAT32);
    }

    /** The same step on a device, for example {@code cuda}, in a precision. */
    public static TorchContestant onDevice(String name, String device, NumericPrecision precision, int threads) {
        return new TorchContestant(name, false, OptionalInt.empty(), threads, device, precision);
    }

    /**
     * The step without the work that an attentive user would avoid, with this number of threads per
     * operation.
     */
    public static TorchContestant tuned(int threads) {
        return new TorchContestant(
                "libtorch-tuned", true, OptionalInt.empty(), threads, PROCESSOR, NumericPrecision.FLOAT32);
    }

    /**
     * The tutorial's step in which the output of every layer, and the gradient of that output, is
     * multiplied at random by 1 ± 2⁻²³, with that seed.
     */
    public static TorchContestant rounded(int seed, int threads) {
        return new TorchContestant(
                "libtorch-rounded-" + seed, false, OptionalInt.of(seed), threads, PROCESSOR, NumericPrecision.FLOAT32);
    }

    @Override
    public Identity identity() {
        torch.set_num_threads(threads);
        if (device.startsWith("cuda")) {
            if (!torch.cuda_is_available()) {
                return Identity.unusable(name, "libtorch finds no device " + device);
            }
            boolean rounded = precision == NumericPrecision.TF32;
            torch.globalContext().setAllowTF32CuBLAS(rounded);
            torch.globalContext().setAllowTF32CuDNN(rounded);
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("threads", String.valueOf(torch.get_num_threads()));
        facts.put("capability", torch.get_cpu_capability().getString());
        facts.put("mkl", String.valueOf(Context.hasMKL()));
        facts.put("onednn", String.valueOf(Context.hasMKLDNN()));
        return Identity.usable(name, facts);
    }

    @Override
    public Prepared prepare(TrainingTask assignment) {
        Workload workload = assignment.resolve();
        rounding.ifPresent(torch::manual_seed);
        boolean turned = !workload.symmetric();
        TorchNetwork generator = network(workload.generator(), assignment, "generator", turned, false);
        boolean normalised = workload.recipe() == Recipe.SPECTRAL;
        TorchNetwork critic = network(workload.critic(), assignment, "critic", turned, normalised);
        TorchBatches batches = new TorchBatches(workload, new Device(device));
        if (workload.encoder().isPresent()) {
            TorchNetwork encoder = network(workload.encoder().get(), assignment, "encoder", turned, false);
            training = new BidirectionalTorchStep(workload, batches, generator, encoder, critic, tuned);
            return new Prepared(generator.count() + encoder.count(), critic.count());
        }
        training = switch (workload.recipe()) {
            case WASSERSTEIN -> new WassersteinTorchStep(workload, batches, generator, critic, tuned);
            case SPECTRAL -> new SpectralTorchStep(workload, batches, generator, critic, tuned);
            case PENALISED -> new PenalisedTorchStep(workload, batches, generator, critic, tuned);
            case ADVERSARIAL, LEAST_SQUARES, BIDIRECTIONAL ->
                new AdversarialTorchStep(workload, batches, generator, critic, new Device(device), tuned);
        };
        return new Prepared(generator.count(), critic.count());
    }

    private TorchNetwork network(
            Stack layers, TrainingTask assignment, String role, boolean turned, boolean normalised) {
        Map<String, float[]> initial = ParameterFile.read(ParameterFile.of(assignment.folder(), role));
        return new TorchNetwork(
                layers,
                turned ? HalfTurn.of(initial, layers) : initial,
                new Device(device),
                precision,
                rounding.isPresent(),
                normalised);
    }

    @Override
    public void run(Losses losses) {
        for (int i = 0; i < losses.steps(); i++) {
            training.run(losses, i);
        }
    }

    @Override
    public long deviceKib() {
        return DeviceUse.kib(device);
    }

    @Override
    @SuppressWarnings("try") // The scope works by being open.
    public Peak peak() {
        return PeakSearch.run("libtorch", size -> {
            Tensor left = torch.ones(size.rows(), size.inner());
            Tensor right = torch.ones(size.inner(), size.columns());
            Tensor product = torch.empty(size.rows(), size.columns());
            return () -> {
                try (PointerScope scope = new PointerScope()) {
                    torch.mm_out(product, left, right);
                }
            };
        });
    }

    @Override
    public void close() {}
}
