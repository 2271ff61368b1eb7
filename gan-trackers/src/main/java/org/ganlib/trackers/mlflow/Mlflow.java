package org.ganlib.trackers.mlflow;

import java.time.Clock;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.TrainingListener;

/**
 * Reports a run to an MLflow server: settings, the numbers of logged steps, sample grids, and how
 * the run ended. A run is trained in the same way whether or not the server answers.
 *
 * <p>Credentials are never part of an experiment. They come from the environment variables {@code
 * MLFLOW_TRACKING_TOKEN}, or {@code MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}.
 *
 * @param uri the server's address; empty for the value of {@code MLFLOW_TRACKING_URI}
 * @param experiment the name of the experiment on the server; empty for the value of {@code
 *     MLFLOW_EXPERIMENT_NAME}, or else the name of the run's experiment
 * @param samples true if sample grids are sent
 * @param checkpoints true if checkpoints are sent
 * @param timeout seconds to wait for an answer, and at the end of the run for everything to be
 *     delivered; 1 to 600
 */
@PluginName(
        value = "mlflow",
        summary = "Reports settings, numbers, sample grids and the end of a run to an MLflow server.")
@Facts({
    "speaks MLflow's REST API 2.0; MLFLOW_TRACKING_URI=http://HOST:5000 names the server unless uri does",
    "access: MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD; never in an experiment",
    "a server that is away costs the run nothing: one line says so, numbers wait, and training goes on"
})
public record Mlflow(
        @Setting("the server's address, http or https; empty for MLFLOW_TRACKING_URI")
        String uri,

        @Setting("the server's experiment; empty for MLFLOW_EXPERIMENT_NAME, else the run's experiment")
        String experiment,

        @Setting("send sample grids") boolean samples,

        @Setting("send checkpoints, which may be large") boolean checkpoints,

        @Setting("seconds to wait for an answer, and at the end for all to be delivered; 1 to 600")
        int timeout)
        implements TrainingListener {
    private static final int LONGEST_TIMEOUT = 600;

    /** Sends sample grids but no checkpoints to the server that the environment names. */
    public Mlflow() {
        this("", "", true, false, 10);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if the address is not one of HTTP, or
     *     contains a user's name; or if the time is out of its range
     */
    public Mlflow {
        Settings.check()
                .rule(
                        uri.isEmpty() || ServerAddress.isOne(uri),
                        "uri",
                        "must be like http://localhost:5000, was '" + ServerAddress.withoutUser(uri) + "'")
                .rule(
                        !ServerAddress.hasUser(uri),
                        "uri",
                        "must hold no name or password, which would be written into the run. Set"
                                + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN")
                .atLeast("timeout", timeout, 1)
                .atMost("timeout", timeout, LONGEST_TIMEOUT)
                .orThrow();
    }

    @Override
    public TrainingListener forRun() {
        return new MlflowRun(this, System.getenv(), Clock.systemUTC());
    }
}
