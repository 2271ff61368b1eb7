package org.ganlib.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import org.ganlib.config.Experiment;
import org.ganlib.config.Optimizers;
import org.ganlib.config.TrainSettings;
import org.ganlib.fault.Fault;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.spi.TrainingListener;
import org.ganlib.spi.UpdateSchedule;

/** Binds an experiment and the plugins it chose, each to its SPI interface. */
public final class ExperimentModule extends AbstractModule {
    private final Experiment experiment;

    /** Binds what {@code experiment} chose. */
    public ExperimentModule(Experiment experiment) {
        this.experiment = experiment;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(Experiment.class).toInstance(experiment);
        bind(Fault.class).toInstance(Fault.of(experiment));
        bind(TrainSettings.class).toInstance(experiment.train());
        bind(Optimizers.class).toInstance(experiment.optimizer());
        bind(DatasetSource.class).toInstance(experiment.dataset());
        bind(GanModel.class).toInstance(experiment.model());
        bind(Divergence.class).toInstance(experiment.divergence().orElseGet(NoDivergence::new));
        bind(CriticConstraint.class).toInstance(experiment.constraint());
        bind(UpdateSchedule.class).toInstance(experiment.schedule());
        Multibinder<TrainingListener> listeners = Multibinder.newSetBinder(binder(), TrainingListener.class);
        experiment.listeners().forEach(l -> listeners.addBinding().toInstance(l));
    }

    /**
     * Stands where an experiment without a critic has no divergence: nothing is scored, so nobody
     * asks.
     */
    private static final class NoDivergence implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            throw unasked();
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            throw unasked();
        }

        private static IllegalStateException unasked() {
            return new IllegalStateException("the experiment has no divergence, and its model no critic");
        }
    }
}
