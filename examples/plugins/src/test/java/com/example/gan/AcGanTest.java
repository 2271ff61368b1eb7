package com.example.gan;

import org.ganlib.spi.GanModel;
import org.ganlib.testkit.GameContract;

final class AcGanTest implements GameContract {
    @Override
    public GanModel model() {
        return new AcGan();
    }
}
