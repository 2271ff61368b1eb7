package org.ganlib.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import java.util.List;
import org.ganlib.spi.TrainingListener;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.SampleGrid;
import org.ganlib.train.StopSignal;
import org.ganlib.train.Trainer;

/**
 * Binds what a trainer needs besides the experiment: where it writes, who watches, and who may stop
 * it.
 */
public final class TrainingModule extends AbstractModule {
    private final RunDirectory directory;
    private final SampleGrid sampleGrid;
    private final StopSignal stop;
    private final List<TrainingListener> watchers;

    /** Binds these objects; {@code watchers} join the experiment's own listeners. */
    public TrainingModule(
            RunDirectory directory, SampleGrid sampleGrid, StopSignal stop, List<TrainingListener> watchers) {
        this.directory = directory;
        this.sampleGrid = sampleGrid;
        this.stop = stop;
        this.watchers = List.copyOf(watchers);
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(RunDirectory.class).toInstance(directory);
        bind(SampleGrid.class).toInstance(sampleGrid);
        bind(StopSignal.class).toInstance(stop);
        bind(Trainer.class).in(Singleton.class);
        Multibinder<TrainingListener> listeners = Multibinder.newSetBinder(binder(), TrainingListener.class);
        watchers.forEach(w -> listeners.addBinding().toInstance(w));
    }
}
