package org.ganlib.bench.contestant;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.ganlib.bench.workload.Recipe;
import org.ganlib.bench.workload.Workload;

/** libtorch, through JavaCPP's bindings. Loads nothing of ND4J: two OpenMP runtimes in one process disturb each other. */
public final class TorchContestant implements Contestant {
    private final boolean tuned;
    private final int threads;
    private TorchStep training;

    /**
     * @param tuned whether the step spares what an attentive user would spare, beyond the tutorial's form
     * @param threads threads of one operation
     */
    public TorchContestant(boolean tuned, int threads) {
        this.tuned = tuned;
        this.threads = threads;
    }

    @Override
    public Identity identity() {
        torch.set_num_threads(threads);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("threads", String.valueOf(torch.get_num_threads()));
        facts.put("capability", torch.get_cpu_capability().getString());
        facts.put("mkl", String.valueOf(Context.hasMKL()));
        facts.put("onednn", String.valueOf(Context.hasMKLDNN()));
        return Identity.usable(tuned ? "libtorch-tuned" : "libtorch", facts);
    }

    @Override
    public Prepared prepare(Assignment assignment) {
        Workload workload = assignment.resolve();
        TorchNetwork generator = new TorchNetwork(
                workload.generator(), ParameterFile.read(ParameterFile.of(assignment.folder(), "generator")));
        TorchNetwork critic = new TorchNetwork(
                workload.critic(), ParameterFile.read(ParameterFile.of(assignment.folder(), "critic")));
        TorchBatches batches = new TorchBatches(workload);
        if (workload.encoder().isPresent()) {
            TorchNetwork encoder = new TorchNetwork(
                    workload.encoder().get(), ParameterFile.read(ParameterFile.of(assignment.folder(), "encoder")));
            training = new BidirectionalTorchStep(workload, batches, generator, encoder, critic, tuned);
            return new Prepared(generator.count() + encoder.count(), critic.count());
        }
        training = workload.recipe() == Recipe.WASSERSTEIN
                ? new WassersteinTorchStep(workload, batches, generator, critic, tuned)
                : new AdversarialTorchStep(workload, batches, generator, critic, tuned);
        return new Prepared(generator.count(), critic.count());
    }

    @Override
    public void run(Losses losses) {
        for (int i = 0; i < losses.steps(); i++) {
            training.run(losses, i);
        }
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
