package org.ganlib.torch;

import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NumericPrecision;
import org.ganlib.testkit.AgreementContract;
import org.ganlib.torch.device.Place;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

final class AgreementTest {
    @Nested
    final class OnTheProcessor implements AgreementContract {
        @Override
        public NetworkEngine engine() {
            return new TorchOnDevice(Place.processor(), NumericPrecision.FLOAT32);
        }
    }

    /** Runs with -Pquality alone, because every build holds the processor to the laws of engines. */
    @Nested
    @EnabledIfSystemProperty(named = "gan.quality", matches = "full")
    final class OnASimulatedDevice implements AgreementContract {
        @Override
        public NetworkEngine engine() {
            return new TorchOnDevice(Place.simulated(), NumericPrecision.FLOAT32);
        }
    }
}
