package org.ganlib.testkit;

import org.ganlib.network.NetworkEngine;
import org.ganlib.dl4j.Dl4jEngine;

final class Dl4jEngineTest implements NetworkEngineContract {
    @Override
    public NetworkEngine engine() {
        return new Dl4jEngine();
    }
}
