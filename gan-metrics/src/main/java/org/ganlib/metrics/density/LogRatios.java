package org.ganlib.metrics.density;

import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;

/** log p − log q̂ at points, where p is known and q̂ was learnt; −∞ where p is 0. */
final class LogRatios {
    private final double[] values;

    private LogRatios(double[] values) {
        this.values = values;
    }

    /** Evaluates both densities. */
    static LogRatios of(double[] logData, KernelModel model, Examples points) {
        double[] values = model.logDensities(points);
        for (int i = 0; i < values.length; i++) {
            values[i] = logData[i] - values[i];
        }
        return new LogRatios(values);
    }

    /** log p at each point. */
    static double[] logData(KnownDistribution data, Examples points) {
        double[] logs = new double[points.count()];
        double[] point = new double[points.shape().elements()];
        for (int i = 0; i < logs.length; i++) {
            for (int k = 0; k < point.length; k++) {
                point[k] = points.values()[i * point.length + k];
            }
            logs[i] = data.logDensity(point);
        }
        return logs;
    }

    int count() {
        return values.length;
    }

    double at(int i) {
        return values[i];
    }
}
