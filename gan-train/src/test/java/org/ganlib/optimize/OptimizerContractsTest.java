package org.ganlib.optimize;

import org.ganlib.spi.Optimizer;
import org.ganlib.testkit.OptimizerContract;
import org.junit.jupiter.api.Nested;

/** Every optimizer of this module, with each kind of setting, keeps the contract. */
final class OptimizerContractsTest {
    @Nested
    final class AdamWithSchedule implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Adam(0.01, 0.5, 0.999, 1e-8, 0, new InverseTimeRate());
        }
    }

    @Nested
    final class AdamWithoutMomentum implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Adam(0.01, 0, 0.9, 1e-6, 0.1, new ConstantRate());
        }
    }

    @Nested
    final class AdamWithDecoupledDecay implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new AdamW(0.01, 0.5, 0.99, 1e-4, 0.1, new CosineRate());
        }
    }

    @Nested
    final class RootMeanSquares implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new RmsProp(0.01, 0.9, 1e-6, 0, new ConstantRate());
        }
    }

    @Nested
    final class PlainDescent implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Sgd();
        }
    }

    @Nested
    final class Momentum implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Sgd(0.01, 0.9, false, 0.1, new ConstantRate());
        }
    }

    @Nested
    final class Nesterov implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Sgd(0.01, 0.9, true, 0, new ConstantRate());
        }
    }
}
