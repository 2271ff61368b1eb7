package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a paper, or several: methods that are trained, measured by the same metrics, and
 * compared.
 */
public final class MethodTable implements Reproduction {
    private final String id;
    private final String title;
    private final List<TrainedMethod> methods;
    private final List<Order> orders;
    private final int publishedRuns;
    private final List<String> deviations;
    private final String reduction;

    /**
     * A table.
     *
     * @param publishedRuns the number of seeds at paper scale
     * @param orders claims that one method has more of a quantity than another
     * @param deviations differences from the publication at every scale
     * @param reduction the further difference of the reduced scale
     */
    public MethodTable(
            String id,
            String title,
            List<TrainedMethod> methods,
            List<Order> orders,
            int publishedRuns,
            List<String> deviations,
            String reduction) {
        this.id = id;
        this.title = title;
        this.methods = List.copyOf(methods);
        this.orders = List.copyOf(orders);
        this.publishedRuns = publishedRuns;
        this.deviations = List.copyOf(deviations);
        this.reduction = reduction;
    }

    /**
     * A claim about two methods.
     *
     * @param more the method with at least as much
     * @param less the other
     * @param quantity what is compared, in the mean over seeds
     */
    public record Order(String more, String less, String quantity) {}

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<Long> seeds(Scale scale) {
        int count =
                switch (scale) {
                    case SMOKE -> 1;
                    case REDUCED -> 3;
                    case PAPER -> publishedRuns;
                };
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= count; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @Override
    public boolean takesSteps() {
        return true;
    }

    @Override
    public List<String> deviations(Scale scale) {
        List<String> all = new ArrayList<>(deviations);
        switch (scale) {
            case SMOKE -> all.add("A few steps: rows show that everything runs.");
            case REDUCED -> all.add(reduction);
            case PAPER -> {}
        }
        return all;
    }

    @Override
    public List<Row> run(Setup setup) {
        SeedResults results = SeedResults.of(
                setup,
                methods.stream().map(method -> method.plan(setup.scale())).toList());
        List<Row> rows = new ArrayList<>();
        methods.stream()
                .filter(method -> results.has(method.name()))
                .forEach(method -> rows.addAll(method.rows(setup, results)));
        if (setup.scale() != Scale.SMOKE) {
            orders.stream()
                    .filter(order -> results.has(order.more()) && results.has(order.less()))
                    .forEach(order -> rows.add(results.atLeastAsMuch(
                            order.more() + "/" + order.quantity() + "-against-" + order.less(),
                            order.more(),
                            order.less(),
                            order.quantity(),
                            0)));
        }
        return rows;
    }
}
