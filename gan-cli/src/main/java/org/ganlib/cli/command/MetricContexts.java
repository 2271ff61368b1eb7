package org.ganlib.cli.command;

import org.ganlib.spi.MetricContext;

/** One evaluation's contexts, over examples and intermediate results that its metrics share. */
interface MetricContexts extends AutoCloseable {
    /** The context for one metric, with a random stream of its own. */
    MetricContext named(String metric);

    @Override
    void close();
}
