/**
 * Reports a run to an MLflow server by its REST API, version 2.0.
 *
 * <p>{@code Mlflow} is the plugin, {@code MlflowRun} the listener of one run. It hands events to
 * {@code Delivery}, which sends them from a thread of its own by means of {@code MlflowClient}.
 */
@Experimental
package org.ganlib.trackers.mlflow;

import org.ganlib.stability.Experimental;
