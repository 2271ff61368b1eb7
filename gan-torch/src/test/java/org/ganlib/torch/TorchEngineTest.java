package org.ganlib.torch;

import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NumericPrecision;
import org.ganlib.testkit.NetworkEngineContract;
import org.ganlib.torch.device.Place;
import org.junit.jupiter.api.Nested;
import org.nd4j.linalg.api.buffer.DataType;

final class TorchEngineTest {
    @Nested
    final class InDouble implements NetworkEngineContract {
        @Override
        public NetworkEngine engine() {
            return new TorchEngine();
        }
    }

    @Nested
    final class InFloat implements NetworkEngineContract {
        @Override
        public NetworkEngine engine() {
            return new TorchEngine();
        }

        @Override
        public DataType precision() {
            return DataType.FLOAT;
        }
    }

    @Nested
    final class OnASimulatedDevice implements NetworkEngineContract {
        private final Place place = Place.simulated();

        @Override
        public NetworkEngine engine() {
            return new TorchOnDevice(place, NumericPrecision.FLOAT32);
        }
    }
}
