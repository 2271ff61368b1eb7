package org.ganlib.optimize;

import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.Optimizer;
import org.ganlib.testkit.LearningRateContract;
import org.ganlib.testkit.OptimizerContract;
import org.ganlib.testkit.UnderContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every learning rate schedule of this module keeps the contract. */
final class LearningRateContractsTest {
    @Test
    void everyLearningRateIsUnderContract() {
        UnderContract.assertEvery(
                LearningRateSchedule.class,
                LearningRateContract.class,
                LearningRateContract::schedule,
                Adam.class,
                LearningRateContractsTest.class);
    }

    @Test
    void everyOptimizerIsUnderContract() {
        UnderContract.assertEvery(
                Optimizer.class,
                OptimizerContract.class,
                OptimizerContract::optimizer,
                Adam.class,
                LearningRateContractsTest.class);
    }

    @Nested
    final class Constant implements LearningRateContract {
        @Override
        public LearningRateSchedule configured() {
            return new ConstantRate();
        }
    }

    @Nested
    final class Cosine implements LearningRateContract {
        @Override
        public LearningRateSchedule configured() {
            return new CosineRate(100, 0.2, 20);
        }
    }

    @Nested
    final class Exponential implements LearningRateContract {
        @Override
        public LearningRateSchedule configured() {
            return new ExponentialRate(100, 0.5, 1e-3);
        }
    }

    @Nested
    final class InverseTime implements LearningRateContract {
        @Override
        public LearningRateSchedule configured() {
            return new InverseTimeRate(0.1);
        }
    }

    @Nested
    final class Linear implements LearningRateContract {
        @Override
        public LearningRateSchedule configured() {
            return new LinearRate(100, 200, 0.2);
        }
    }

    @Nested
    final class Step implements LearningRateContract {
        @Override
        public LearningRateSchedule configured() {
            return new StepRate(10, 0.5);
        }
    }
}
