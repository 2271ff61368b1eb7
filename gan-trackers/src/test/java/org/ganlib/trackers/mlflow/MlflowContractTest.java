package org.ganlib.trackers.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.ganlib.spi.TrainingListener;
import org.ganlib.testkit.ListenerContract;
import org.ganlib.testkit.UnderContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class MlflowContractTest implements ListenerContract {
    private static MlflowServer server;

    @BeforeAll
    static void start() {
        server = new MlflowServer();
    }

    @AfterAll
    static void stop() {
        assertThat(server.violations()).isEmpty();
        server.close();
    }

    @Override
    public TrainingListener configured() {
        // Records are compared with those that others of their kind make, and tests make one each.
        return new Mlflow(server == null ? "http://127.0.0.1:9" : server.uri(), "contract", false, true, 20);
    }

    @Test
    void everyListenerOfThisModuleIsUnderContract() {
        UnderContract.assertEvery(
                TrainingListener.class,
                ListenerContract.class,
                ListenerContract::configured,
                Mlflow.class,
                MlflowContractTest.class);
    }
}
