package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.ganlib.problem.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DensityTextTest {
    @Test
    void readsEveryKind() {
        assertThat(DensityText.parse("--p", "normal:0,1")).isEqualTo(new Normal(0, 1));
        assertThat(DensityText.parse("--p", " laplace : -1 , .5 ")).isEqualTo(new Laplace(-1, 0.5));
        assertThat(DensityText.parse("--p", "uniform:-1e1,+2.")).isEqualTo(new Uniform(-10, 2));
        assertThat(((Mixture) DensityText.parse("--p", "mixture:0.3,-1,0.5;0.7,2,1")).components())
                .containsExactly(
                        new Mixture.Component(0.3, new Normal(-1, 0.5)), new Mixture.Component(0.7, new Normal(2, 1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "norml:0,1|--p: 'norml:0,1': no density 'norml'. Write one of normal:mean,std  mixture:weight,mean,std;weight,mean,std;…"
                        + "  uniform:low,high  laplace:location,scale",
                "normal|--p: 'normal': needs 2 numbers (mean, std), has 0. Write normal:mean,std, for example normal:0,1",
                "normal:1|--p: 'normal:1': needs 2 numbers (mean, std), has 1. Write normal:mean,std, for example normal:0,1",
                "normal:0,x|--p: 'normal:0,x': std must be a number, was 'x'. Write normal:mean,std, for example normal:0,1",
                "normal:0,NaN|--p: 'normal:0,NaN': std must be a number, was 'NaN'. Write normal:mean,std, for example normal:0,1",
                "normal:0,-1|--p: 'normal:0,-1': std must be > 0, was -1. Write normal:mean,std, for example normal:0,1",
                "normal:1e999,1|--p: 'normal:1e999,1': mean must be a finite number, was .inf. Write normal:mean,std, for example normal:0,1",
                "laplace:0,0|--p: 'laplace:0,0': scale must be > 0, was 0. Write laplace:location,scale, for example laplace:0,1",
                "normal:1e9,1|--p: 'normal:1e9,1': mean must be within 1e8 times std of 0 for the integrals to be exact, was 1000000000 with std 1."
                        + " Shift both densities. Write normal:mean,std, for example normal:0,1",
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> DensityText.parse("--p", text))
                .withMessage(message);
    }

    @Test
    void uniformNeedsItsEndsInOrder() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> DensityText.parse("--q", "uniform:3,1"))
                .withMessage("--q: 'uniform:3,1': high must be above low, was 1 with low 3"
                        + ". Write uniform:low,high, for example uniform:0,1");
    }

    @Test
    void weightsMustSumToOne() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> DensityText.parse("--q", "mixture:0.3,-1,1;0.6,2,1"))
                .withMessageContaining("weights must sum to 1, sum to 0.9")
                .withMessageContaining("Divide each by the sum");
    }

    @Test
    void namesEveryWrongComponent() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> DensityText.parse("--q", "mixture:0.3,-1,0;-0.6,2,1;;1,2,a"))
                .withMessageStartingWith("--q: 4 problems")
                .withMessageContaining("component 1: std must be > 0, was 0")
                .withMessageContaining("component 2: weight must be > 0, was -0.6")
                .withMessageContaining("component 3: needs 3 numbers (weight, mean, std), has 0")
                .withMessageContaining("component 4: std must be a number, was 'a'");
    }
}
