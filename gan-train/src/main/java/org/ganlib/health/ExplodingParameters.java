package org.ganlib.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Stretch;
import org.ganlib.spi.Evidence;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.Symptom;

/**
 * A network's trained parameters have grown out of proportion: their root mean square is many times
 * what it was in the beginning.
 */
final class ExplodingParameters implements Symptom {
    /** Runs that go well end below twice what they began with. */
    private static final double MOST_TIMES = 20;
    /** Networks of few parameters may rightly learn numbers of this size. */
    private static final double HARMLESS_OF_FEW = 10;

    private static final long FEW = 1000;
    /**
     * The root mean square up to which parameters are harmless. In units of tens of inputs and
     * more, larger weights amplify the numbers in each layer.
     */
    private static final double HARMLESS = 1;

    private static final int CHUNK = 4096;

    private final NetworkSet networks;
    private final double[] chunk = new double[CHUNK];
    private final Map<NetworkRole, Double> initial = new LinkedHashMap<>();

    /** Remembers how large parameters are now. */
    ExplodingParameters(NetworkSet networks) {
        this.networks = networks;
        networks.all().forEach((role, network) -> initial.put(role, rootMeanSquare(network)));
    }

    @Override
    public String name() {
        return "exploding-parameters";
    }

    @Override
    public String advice() {
        return "Lower the learning rate or clip gradients; batch norm in the generator (Radford et al. 2016) and spectral normalisation of the critic"
                + " (Miyato et al. 2018) keep the scale of weights from mattering";
    }

    @Override
    public Map<String, Double> memory() {
        Map<String, Double> memory = new LinkedHashMap<>();
        initial.forEach((role, size) -> memory.put(role.key(), size));
        return memory;
    }

    @Override
    public void remember(Map<String, Double> memory) {
        initial.replaceAll((role, size) -> memory.getOrDefault(role.key(), size));
    }

    @Override
    public int patience() {
        return 2;
    }

    @Override
    public Optional<Evidence> atStep(StepReport report) {
        for (Map.Entry<NetworkRole, Network> entry : networks.all().entrySet()) {
            double now = rootMeanSquare(entry.getValue());
            double before = initial.get(entry.getKey());
            double harmless = entry.getValue().layout().trainable() < FEW ? HARMLESS_OF_FEW : HARMLESS;
            double limit = Math.max(harmless, MOST_TIMES * before);
            if (now > limit) {
                return Optional.of(new Evidence(
                        "the root mean square of the " + entry.getKey().key() + "'s parameters is " + Text.number(now)
                                + ", it was " + Text.number(before) + " in the beginning",
                        now,
                        limit));
            }
        }
        return Optional.empty();
    }

    private double rootMeanSquare(Network network) {
        double sum = 0;
        long count = 0;
        for (Stretch stretch : network.layout().stretches(kind -> kind != Kind.STATISTIC)) {
            for (long from = stretch.start(); from < stretch.end(); from += CHUNK) {
                int length = (int) Math.min(CHUNK, stretch.end() - from);
                double[] values = length == CHUNK ? chunk : new double[length];
                network.parameters().read(from, values, values.length);
                for (double value : values) {
                    sum += value * value;
                }
            }
            count += stretch.length();
        }
        return count == 0 ? 0 : Math.sqrt(sum / count);
    }
}
