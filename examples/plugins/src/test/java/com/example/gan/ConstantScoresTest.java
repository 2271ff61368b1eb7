package com.example.gan;

import static org.assertj.core.api.Assertions.assertThat;

import org.ganlib.spi.Evidence;
import org.ganlib.spi.Symptom;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.Test;

final class ConstantScoresTest implements PluginContract<Symptom> {
    @Override
    public Class<Symptom> kind() {
        return Symptom.class;
    }

    @Override
    public Symptom configured() {
        return new ConstantScores(1e-3, 2);
    }

    @Test
    void equalScoresAreSeen() {
        ConstantScores symptom = new ConstantScores();
        assertThat(symptom.atStep(new ScoresOnly(new double[] {1, 1}, new double[] {1, 1})))
                .map(Evidence::value)
                .contains(0.0);
        assertThat(symptom.atStep(new ScoresOnly(new double[] {1, 1}, new double[] {1, 2})))
                .isEmpty();
    }
}
