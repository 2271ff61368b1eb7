package org.ganlib.testkit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.FakeExtractor.Fault;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract holds for a sound feature extractor, and each of its laws fails for one that breaks
 * it.
 */
final class FeatureExtractorContractTest implements ContractIsProven<Fault> {
    @Override
    public Class<?> subject() {
        return Subject.class;
    }

    @Override
    public List<Class<?>> contracts() {
        return List.of(FeatureExtractorContract.class);
    }

    @Override
    public Class<Fault> faults() {
        return Fault.class;
    }

    /** The fake with the fault that the configuration names. */
    @ExtendWith(WithFault.class)
    static final class Subject implements FeatureExtractorContract {
        private final Fault fault;

        Subject(Fault fault) {
            this.fault = fault == null ? Fault.NONE : fault;
        }

        @Override
        public FeatureExtractor extractor() {
            return new FakeExtractor(fault);
        }

        @Override
        public MetricContext context() {
            RandomStream random = new RandomStream(5);
            return new GivenExamples(
                    new DatasetInfo(
                            "given",
                            TensorShape.of(3),
                            ValueRange.UNBOUNDED,
                            OptionalInt.empty(),
                            List.of(),
                            "none",
                            "none",
                            "drawn"),
                    drawn(random),
                    drawn(random),
                    drawn(random),
                    Optional.empty(),
                    1);
        }

        private static Examples drawn(RandomStream random) {
            float[] values = new float[3 * 20];
            int[] labels = new int[20];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextNormal();
                labels[i / 3] = i % 5;
            }
            return new Examples(TensorShape.of(3), values, labels);
        }

        @Override
        public FeatureExtractor configured() {
            return new FakeExtractor(Fault.SHY);
        }
    }
}
