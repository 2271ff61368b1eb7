package org.ganlib.torch;

import org.ganlib.network.NetworkEngine;
import org.ganlib.network.Precision;
import org.ganlib.testkit.AgreementContract;
import org.ganlib.torch.device.Place;
import org.junit.jupiter.api.Nested;

final class AgreementTest {
    @Nested
    final class OnTheProcessor implements AgreementContract {
        @Override
        public NetworkEngine engine() {
            return new TorchOnDevice(Place.processor(), Precision.FLOAT32);
        }
    }

    @Nested
    final class OnASimulatedDevice implements AgreementContract {
        @Override
        public NetworkEngine engine() {
            return new TorchOnDevice(Place.simulated(), Precision.FLOAT32);
        }
    }
}
