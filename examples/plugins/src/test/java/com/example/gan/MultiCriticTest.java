package com.example.gan;

import org.ganlib.spi.GanModel;
import org.ganlib.testkit.GameContract;

final class MultiCriticTest implements GameContract {
    @Override
    public GanModel model() {
        return new MultiCritic();
    }
}
