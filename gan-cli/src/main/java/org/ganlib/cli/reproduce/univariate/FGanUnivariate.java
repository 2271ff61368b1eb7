package org.ganlib.cli.reproduce.univariate;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.cli.reproduce.Reproduction;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.cli.reproduce.univariate.Fitting.Job;
import org.ganlib.datasets.synthetic.Gaussian1d;
import org.ganlib.metrics.density.Mixture;
import org.ganlib.spi.FDivergence;

/**
 * A normal distribution is fitted to a mixture of two, once for each objective, by the single-step
 * algorithm against a network critic; the learned parameters are judged by exact integrals.
 */
public final class FGanUnivariate implements Reproduction {
    @Override
    public String id() {
        return "fgan-univariate";
    }

    @Override
    public String title() {
        return "A normal distribution fitted to a mixture by each divergence (f-GAN, section 2.5)";
    }

    @Override
    public List<Long> seeds(Scale scale) {
        return scale == Scale.SMOKE ? List.of(1L) : List.of(1L, 2L, 3L);
    }

    @Override
    public List<String> deviations(Scale scale) {
        List<String> deviations = new ArrayList<>(List.of(
                "The mixture is 0.33 N(-1, 0.065) + 0.67 N(2, 2.0) (variances), with which every optimum comes out as"
                        + " printed.",
                "Ours, because the paper leaves them open: mu 0 and sigma 1 to begin with, Glorot weights in the critic, "
                        + FittingProtocol.of(scale).steps() + " steps.",
                "The bound F is integrated with the trained critic, not estimated from samples."));
        if (scale != Scale.PAPER) {
            deviations.add(
                    "Adam (beta1 0.5, beta2 0.999) in place of plain gradient descent, at the published step size"
                            + " 0.01; it needs a tenth of the steps.");
            deviations.add("What counts as learned is the mean of mu and |sigma| over the second half of training"
                    + " (Polyak averaging) in place of the last iterate.");
        }
        if (scale == Scale.SMOKE) {
            deviations.add("Far too few steps to converge: rows show that everything runs, and claim nothing but the"
                    + " exact optima.");
        }
        return deviations;
    }

    @Override
    public List<Row> run(Setup setup) {
        FittingProtocol protocol = FittingProtocol.of(setup.scale());
        List<Long> seeds = setup.seeds().stream().distinct().toList();
        List<Job> jobs = new ArrayList<>();
        for (Objective objective : Objective.PUBLISHED) {
            seeds.forEach(seed -> jobs.add(new Job(objective, seed)));
        }
        if (protocol.others()) {
            Objective.OTHERS.forEach(objective -> jobs.add(new Job(objective, seeds.get(0))));
        }
        Fitting fitting = new Fitting(setup.plugins(), protocol);
        Mixture target = Fitting.density(
                (Gaussian1d) fitting.training(jobs.get(0)).experiment().dataset());
        Map<Objective, FDivergence> divergences = new LinkedHashMap<>();
        Map<Objective, Optimum> optima = new LinkedHashMap<>();
        for (Job job : jobs) {
            if (!divergences.containsKey(job.objective())) {
                FDivergence divergence = (FDivergence)
                        fitting.training(job).experiment().divergence().orElseThrow();
                divergences.put(job.objective(), divergence);
                optima.put(job.objective(), Optimum.of(divergence, target));
            }
        }
        long started = processorNanos();
        Findings findings = new Findings(target, divergences, optima, fitting.run(jobs, setup.progress()));
        double seconds = (processorNanos() - started) / 1e9;
        setup.out().ifPresent(folder -> {
            new FitFigures(findings).write(folder);
            new StagesOfTraining(setup.plugins(), seeds.get(0)).write(folder);
        });
        List<Row> rows = new ArrayList<>(new Rows(findings, protocol.judged()).all());
        rows.add(Row.shown("processor-seconds", seconds, "of all trainings, on all threads of the process"));
        return rows;
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
