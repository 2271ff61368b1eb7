package org.ganlib.torch;

import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NumericPrecision;
import org.ganlib.testkit.AgreementContract;
import org.ganlib.torch.device.Place;
import org.junit.jupiter.api.Nested;

final class AgreementTest {
    @Nested
    final class OnTheProcessor implements AgreementContract {
        @Override
        public NetworkEngine engine() {
            return new TorchOnDevice(Place.processor(), NumericPrecision.FLOAT32);
        }
    }

    @Nested
    final class OnASimulatedDevice implements AgreementContract {
        @Override
        public NetworkEngine engine() {
            return new TorchOnDevice(Place.simulated(), NumericPrecision.FLOAT32);
        }
    }
}
