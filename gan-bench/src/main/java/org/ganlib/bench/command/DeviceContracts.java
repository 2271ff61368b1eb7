package org.ganlib.bench.command;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.stream.Stream;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NumericPrecision;
import org.ganlib.testkit.AgreementContract;
import org.ganlib.testkit.NetworkEngineContract;
import org.ganlib.torch.TorchEngine;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.nd4j.linalg.api.buffer.DataType;

/** Holds the engine torch to the contracts of engines on a device. */
final class DeviceContracts {
    /** The device; JUnit makes the objects of tests itself. */
    private static String device = EngineOptions.CPU;

    private DeviceContracts() {}

    /**
     * Runs the contracts.
     *
     * @param quick true for the laws alone, without the agreement on large networks
     */
    static Outcome run(String onDevice, boolean quick) {
        device = onDevice;
        Stream<Class<?>> contracts =
                quick ? Stream.of(LawsInFloat.class) : Stream.of(LawsInFloat.class, AgreementInFloat.class);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(contracts.map(contract -> selectClass(contract)).toList())
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        TestExecutionSummary result = summary.getSummary();
        return new Outcome(
                result.getTestsFoundCount(),
                result.getTestsSucceededCount(),
                result.getFailures().stream()
                        .map(failure -> failure.getTestIdentifier().getDisplayName() + ": "
                                + String.valueOf(failure.getException().getMessage())
                                        .strip()
                                        .lines()
                                        .findFirst()
                                        .orElse(failure.getException().toString()))
                        .toList());
    }

    private static NetworkEngine engineOnDevice() {
        return new TorchEngine().with(new EngineOptions(device, NumericPrecision.FLOAT32));
    }

    /**
     * How the contracts went.
     *
     * @param tried the number of laws
     * @param held the number of those that hold
     * @param failures a line for each that does not
     */
    record Outcome(long tried, long held, List<String> failures) {}

    /** The laws of engines. */
    static final class LawsInFloat implements NetworkEngineContract {
        @Override
        public NetworkEngine engine() {
            return engineOnDevice();
        }

        @Override
        public DataType precision() {
            return DataType.FLOAT;
        }
    }

    /** Agreement with the reference engine. */
    static final class AgreementInFloat implements AgreementContract {
        @Override
        public NetworkEngine engine() {
            return engineOnDevice();
        }
    }
}
