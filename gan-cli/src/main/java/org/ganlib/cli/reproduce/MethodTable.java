package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a paper, or several: methods that are trained, measured by the same metrics, and
 * compared.
 */
public final class MethodTable extends TrainedReproduction {
    private final List<TrainedMethod> methods;
    private final List<Order> orders;

    /**
     * A table.
     *
     * @param methods what is trained, in the order of the rows
     * @param orders claims that one method has more of a quantity than another
     */
    public MethodTable(Outline outline, List<TrainedMethod> methods, List<Order> orders) {
        super(outline);
        this.methods = List.copyOf(methods);
        this.orders = List.copyOf(orders);
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
