package org.ganlib.tensorboard;

import org.ganlib.spi.TrainingListener;
import org.ganlib.testkit.ListenerContract;
import org.ganlib.testkit.UnderContract;
import org.junit.jupiter.api.Test;

final class TensorBoardContractTest implements ListenerContract {
    @Override
    public TrainingListener configured() {
        return new TensorBoard(4);
    }

    @Test
    void everyListenerOfThisModuleIsUnderContract() {
        UnderContract.assertEvery(
                TrainingListener.class,
                ListenerContract.class,
                ListenerContract::configured,
                TensorBoard.class,
                TensorBoardContractTest.class);
    }
}
