package org.ganlib.testkit;

import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.NetworkEngine;

/** An engine whose tensors lie in a memory of their own can be held to the contract of engines. */
final class SimulatedDeviceTest implements NetworkEngineContract {
    @Override
    public NetworkEngine engine() {
        return new SimulatedDevice(new Dl4jEngine());
    }
}
