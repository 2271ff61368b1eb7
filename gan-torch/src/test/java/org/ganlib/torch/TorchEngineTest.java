package org.ganlib.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NumericPrecision;
import org.ganlib.testkit.NetworkEngineContract;
import org.ganlib.torch.device.Place;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

final class TorchEngineTest {
    @Nested
    final class InDouble implements NetworkEngineContract {
        @Override
        public NetworkEngine engine() {
            return new TorchEngine();
        }
    }

    /** If the library for CUDA was fetched but there is no CUDA device, the message says why. */
    @Test
    void theChoiceOfADeviceHasAReason() {
        Devices.Choice found = Devices.withCudaLibrary(Optional.empty());
        assertThat(found.place()).hasToString("cuda:0");
        assertThat(found.reason()).isEqualTo("the first CUDA device");
        Devices.Choice missing = Devices.withCudaLibrary(Optional.of("NVIDIA's driver is missing"));
        assertThat(missing.place()).hasToString("cpu");
        assertThat(missing.reason()).isEqualTo("NVIDIA's driver is missing");
        assertThat(Devices.choose("cpu").reason()).isEqualTo("as asked for");
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
