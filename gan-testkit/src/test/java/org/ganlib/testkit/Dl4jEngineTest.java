package org.ganlib.testkit;

import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.NetworkEngine;

final class Dl4jEngineTest implements NetworkEngineContract {
    @Override
    public NetworkEngine engine() {
        return new Dl4jEngine();
    }
}
