package org.ganlib.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.ganlib.fault.Fault;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.network.UpdatePlan;
import org.ganlib.network.UpdateRule;
import org.ganlib.problem.DataException;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.Optimizer;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;

/** Updates one network: holds the plan of its updates and counts them. */
final class NetworkUpdater implements AutoCloseable {
    private final NetworkRole role;
    private final Network network;
    private final Optimizer optimizer;
    /** The optimizer's place in the experiment. */
    private final String place;

    private final Fault fault;
    private final UpdatePlan plan;
    private final Optional<MovingAverage> average;
    private final Finiteness finiteness = new Finiteness();
    private final ParameterRule afterwards;
    private final ParameterRule checkedAfterwards;
    private long updates;

    /** Creates the update plan of a network that is updated outside a run. */
    NetworkUpdater(
            NetworkRole role,
            Network network,
            Optimizer optimizer,
            Optional<ParameterRule> constraint,
            Averaging averaging) {
        this(role, network, optimizer, constraint, averaging, "optimizer", new Fault().with("optimizer", optimizer));
    }

    /**
     * Creates the update plan of a network.
     *
     * @param constraint the rule that is applied at the end of every update, before anything else
     *     reads the parameters
     * @param averaging the averaging of the parameters over updates
     * @param place the optimizer's place in the experiment
     * @param fault knows the optimizer at that place
     * @throws org.ganlib.problem.GanException if the optimizer fails, or returns a result outside
     *     its contract
     */
    NetworkUpdater(
            NetworkRole role,
            Network network,
            Optimizer optimizer,
            Optional<ParameterRule> constraint,
            Averaging averaging,
            String place,
            Fault fault) {
        this.role = role;
        this.network = network;
        this.optimizer = optimizer;
        this.place = place;
        this.fault = fault;
        UpdateRule rule = fault.made(place, "rule()", optimizer::rule);
        double decay = fault.made(place, "weightDecay()", optimizer::weightDecay);
        if (!(decay >= 0 && decay < Double.POSITIVE_INFINITY)) {
            throw fault.broken(place, "weightDecay() must be finite and ≥ 0, was " + decay);
        }
        boolean decoupled = fault.made(place, "decouplesWeightDecay()", optimizer::decouplesWeightDecay);
        plan = new UpdatePlan(
                rule,
                decoupled ? 0 : decay,
                decoupled ? decay : 0,
                network.layout(),
                network.parameters().precision());
        average = averaging.isNone() ? Optional.empty() : Optional.of(new MovingAverage(averaging, network));
        List<ParameterRule> rules = new ArrayList<>();
        constraint.ifPresent(rules::add);
        average.ifPresent(rules::add);
        afterwards = ParameterRule.all(rules);
        rules.add(finiteness);
        checkedAfterwards = ParameterRule.all(rules);
    }

    /**
     * Applies one optimizer step to the network, and clears its gradients.
     *
     * @param checked true if parameters are checked for numbers that are not finite. A parameter
     *     that is NaN stays NaN, so a later check finds it too
     */
    void update(boolean checked) {
        if (average.isPresent()) {
            average.get().beginUpdate(updates);
        }
        double rate = learningRate();
        try {
            plan.begin(updates, rate, checked ? checkedAfterwards : afterwards);
            network.apply(plan);
        } catch (RuntimeException | Error e) {
            throw fault.of(e, place);
        }
        updates++;
    }

    /**
     * Continues from what a checkpoint holds of this network.
     *
     * @param updatesBefore the number of updates before the checkpoint was written
     * @throws DataException if the checkpoint is of a network, an optimizer or an average other
     *     than these
     */
    void restore(Checkpoint checkpoint, long updatesBefore) {
        checkpoint.restore(role, network);
        try (Tensor fresh = plan.state()) {
            if (fresh != null) {
                restore(checkpoint, Checkpoint.UPDATER, fresh.length(), plan::restore);
            }
        }
        average.ifPresent(kept -> restore(checkpoint, Checkpoint.AVERAGE, kept.length(), kept::restore));
        updates = updatesBefore;
    }

    private void restore(Checkpoint checkpoint, String entry, long length, Consumer<Tensor> target) {
        try (Tensor vector = checkpoint
                .vector(role, entry, length)
                .orElseThrow(() -> new DataException(checkpoint.file() + " has no " + role.key() + "/" + entry
                        + ": it was written with other settings than those in config.yaml"))) {
            target.accept(vector);
        }
    }

    NetworkRole role() {
        return role;
    }

    Network network() {
        return network;
    }

    /**
     * The learning rate of the next update. A rate of 0 is accepted, because one that decays for
     * long enough is rounded to 0.
     *
     * @throws org.ganlib.problem.GanException if the optimizer's rate, or the factor of a learning
     *     rate schedule among its settings, is negative, infinite or NaN; names the plugin
     */
    double learningRate() {
        double rate;
        try {
            rate = optimizer.learningRate(updates);
        } catch (RuntimeException | Error e) {
            throw fault.in(place, e);
        }
        if (!isRate(rate)) {
            throw wrongRate(rate);
        }
        return rate;
    }

    private static boolean isRate(double rate) {
        return rate >= 0 && rate < Double.POSITIVE_INFINITY;
    }

    /** Names the learning rate schedule if its factor is wrong, and the optimizer otherwise. */
    private RuntimeException wrongRate(double rate) {
        for (Map.Entry<String, LearningRateSchedule> schedule :
                fault.within(place, LearningRateSchedule.class).entrySet()) {
            double factor = schedule.getValue().factor(updates);
            if (!isRate(factor)) {
                return fault.broken(schedule.getKey(), "factor(" + updates + ") must be finite and > 0, was " + factor);
            }
        }
        return fault.broken(place, "learningRate(" + updates + ") must be finite and > 0, was " + rate);
    }

    /**
     * A copy of the state vectors that the optimizer keeps between updates, or null; the caller
     * closes it.
     */
    HostTensor state() {
        return plan.state();
    }

    /** The average of the parameters, where one is kept. */
    Optional<MovingAverage> average() {
        return average;
    }

    long updates() {
        return updates;
    }

    /**
     * Returns true if every parameter was finite after every update that was checked, or lies in an
     * engine's memory, where asking would make the host wait.
     */
    boolean isFiniteOnHost() {
        return finiteness.holdsOnHost();
    }

    /** Returns true if every parameter was finite after every update that was checked. */
    boolean isFinite() {
        return finiteness.holds();
    }

    /** Frees what the updates keep in an engine's memory. */
    @Override
    public void close() {
        plan.close();
        average.ifPresent(MovingAverage::close);
        finiteness.close();
    }

    /** Names the first parameter that is not finite, if there is one. */
    Optional<String> firstNonFinite() {
        Tensor parameters = network.parameters();
        double[] slab = new double[ParameterSlabs.LENGTH];
        for (long from = 0; from < parameters.length(); from += slab.length) {
            int count = (int) Math.min(slab.length, parameters.length() - from);
            parameters.read(from, slab, count);
            for (int i = 0; i < count; i++) {
                if (!Double.isFinite(slab[i])) {
                    Segment segment = network.layout().at(from + i);
                    return Optional.of(
                            role.key() + " parameter " + segment.name() + "[" + (from + i - segment.offset()) + "]");
                }
            }
        }
        return Optional.empty();
    }
}
