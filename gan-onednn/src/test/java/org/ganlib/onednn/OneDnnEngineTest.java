package org.ganlib.onednn;

import org.ganlib.network.NetworkEngine;
import org.ganlib.testkit.NetworkEngineContract;
import org.nd4j.linalg.api.buffer.DataType;

final class OneDnnEngineTest implements NetworkEngineContract {
    @Override
    public NetworkEngine engine() {
        return new OneDnnEngine();
    }

    @Override
    public DataType precision() {
        return DataType.FLOAT;
    }
}
