package org.ganlib.onednn;

import org.ganlib.network.NetworkEngine;
import org.ganlib.testkit.AgreementContract;

/** This engine agrees with the reference engine to the accuracy of float. */
final class AgreementTest implements AgreementContract {
    @Override
    public NetworkEngine engine() {
        return new OneDnnEngine();
    }
}
