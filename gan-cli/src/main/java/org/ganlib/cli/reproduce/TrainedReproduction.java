package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A reproduction that trains networks in {@link PlannedRun}s, with the seeds 1, 2, 3 and so on. */
public abstract class TrainedReproduction implements Reproduction {
    private final Outline outline;

    /** A reproduction of that description. */
    protected TrainedReproduction(Outline outline) {
        this.outline = outline;
    }

    @Override
    public final String id() {
        return outline.id();
    }

    @Override
    public final String title() {
        return outline.title();
    }

    @Override
    public final List<Long> seeds(Scale scale) {
        int count =
                switch (scale) {
                    case SMOKE -> 1;
                    case REDUCED -> outline.reducedRuns();
                    case PAPER -> outline.paperRuns();
                };
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    @Override
    public final boolean takesSteps() {
        return true;
    }

    @Override
    public final List<String> deviations(Scale scale) {
        List<String> all = new ArrayList<>(outline.deviations());
        String further =
                switch (scale) {
                    case SMOKE -> outline.smoke();
                    case REDUCED -> outline.reduced();
                    case PAPER -> outline.paper();
                };
        if (!further.isEmpty()) {
            all.add(further);
        }
        return all;
    }
}
