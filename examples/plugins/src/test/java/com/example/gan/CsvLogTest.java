package com.example.gan;

import java.util.List;
import org.ganlib.spi.TrainingListener;
import org.ganlib.testkit.ListenerContract;

final class CsvLogTest implements ListenerContract {
    @Override
    public TrainingListener configured() {
        return new CsvLog(List.of("score/real"));
    }
}
