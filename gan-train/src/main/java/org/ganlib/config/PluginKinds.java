package org.ganlib.config;

import java.util.List;
import org.ganlib.network.NetworkEngine;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.Metric;
import org.ganlib.spi.Optimizer;
import org.ganlib.spi.Symptom;
import org.ganlib.spi.TrainingListener;
import org.ganlib.spi.UpdateSchedule;

/** The kinds of plugins an experiment is made of. */
public final class PluginKinds {
    private static final List<Class<?>> ALL = List.of(
            DatasetSource.class,
            GanModel.class,
            Architecture.class,
            Divergence.class,
            CriticConstraint.class,
            Optimizer.class,
            LearningRateSchedule.class,
            UpdateSchedule.class,
            Metric.class,
            FeatureExtractor.class,
            TrainingListener.class,
            Symptom.class,
            NetworkEngine.class);

    private PluginKinds() {}

    /** Every kind, in the order of an experiment's sections. */
    public static List<Class<?>> all() {
        return ALL;
    }
}
