package org.ganlib.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoundingTest {
    private static final int ROWS = 300;

    @Test
    void columnsAreMeasuredAsNumpyMeasuresThem() {
        double[] values = new double[2 * ROWS];
        for (int i = 0; i < values.length; i++) {
            values[i] = point(i, 1e8);
        }
        List<Rounding.Column> columns = Rounding.columns(doubles(values), 2);
        assertThat(columns).hasSize(2);
        Rounding.Column first = columns.get(0);
        // The expected values are column.mean() and column.std() in scripts/golden/arrays.py.
        assertThat(first.centre()).isCloseTo(100000000.0051237, within(1e-7));
        assertThat(first.spread()).isCloseTo(1.074636299866185, within(1e-12));
        assertThat(first.lost()).isTrue();
        assertThat(first.text()).isEqualTo("100000000 ± 1.07, where floats are 8.00 apart");
        assertThat(columns.get(1).index()).isEqualTo(1);
        assertThat(Rounding.losses(doubles(values), 2)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({
        // Each line is centre, spread, lost. The rounding error is the distance between floats
        // there, divided by about 3.5.
        "0, 1, false",
        "1000, 1, false",
        "16384, 1, false", // a step of 2⁻⁹, half below: an error of 0.0004
        "65536, 1, true", // a step of 2⁻⁷: an error of 0.002
        "-65536, 1, true",
        "1e8, 1e5, false",
        "1e8, 1000, true",
        "1e300, 0, false",
        "0.1, 0, false",
        "0.1, 1e-9, true",
        "0.1, 1e-17, false" // less than a double tells apart
    })
    void aLossIsMeasuredByTheSpread(double centre, double spread, boolean lost) {
        double[] values = new double[1001];
        for (int i = 0; i < values.length; i++) {
            // The values are spread evenly over ±√3 standard deviations, with a step that is no
            // power of two.
            values[i] = centre + spread * Math.sqrt(3) * (i - 500) / 500;
        }
        assertThat(Rounding.columns(doubles(values), 1).get(0).lost()).isEqualTo(lost);
        assertThat(Rounding.losses(doubles(values), 1)).hasSize(lost ? 1 : 0);
    }

    @Test
    void errorsOfACalculationAreNoData() {
        double[] values = new double[100];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.3 + (i % 5) * Math.ulp(0.3);
        }
        assertThat(Rounding.losses(doubles(values), 1)).isEmpty();
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.3 + (i % 100) * Math.ulp(0.3);
        }
        assertThat(Rounding.losses(doubles(values), 1)).hasSize(1);
    }

    @Test
    void integersThatOnlyALongTellsApartAreLost() throws IOException {
        ByteBuffer longs = ByteBuffer.allocate(8 * 100).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 100; i++) {
            longs.putLong((1L << 60) + i);
        }
        NpyArray array = NpyArray.read(new ByteArrayInputStream(NpyArrayTest.npy("<i8", "100,", longs.array())), "x");
        Rounding.Column column = Rounding.columns(array, 1).get(0);
        assertThat(column.lost()).isTrue();
        assertThat(column.spread()).isCloseTo(Math.sqrt((100 * 100 - 1) / 12.0), within(1e-9));
        assertThat(Rounding.floats(array, new double[] {0x1p60}))
                .startsWith(0, 1, 2)
                .endsWith(99);
        assertThat(Rounding.floats(array)).containsOnly(0x1p60f);
    }

    @Test
    void wholeNumbersHaveAWholeCentre() throws IOException {
        ByteBuffer longs = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        longs.putLong(5).putLong(6).putLong(6);
        NpyArray array = NpyArray.read(new ByteArrayInputStream(NpyArrayTest.npy("<i8", "3,", longs.array())), "x");
        assertThat(Rounding.columns(array, 1).get(0).centre()).isEqualTo(6);
        assertThat(Rounding.columns(doubles(5, 6, 6), 1).get(0).centre()).isCloseTo(17 / 3.0, within(1e-15));
    }

    @Test
    void whatIsSubtractedFirstIsNotRounded() {
        Numbers numbers = doubles(1e8 + 0.5, 7, 1e8 + 1.25, 8);
        assertThat(Rounding.floats(numbers)).containsExactly(1e8f, 7, 1e8f, 8);
        assertThat(Rounding.floats(numbers, new double[] {1e8, 0})).containsExactly(0.5f, 7, 1.25f, 8);
        assertThat(Rounding.columns(doubles(), 3)).isEmpty();
    }

    @Test
    void anOffsetNearTheColumnKeepsWhatDistinguishesIt() {
        double[] values = new double[ROWS];
        Arrays.setAll(values, i -> point(2L * i, 1e8));
        Rounding.Column column = Rounding.columns(doubles(values), 1).get(0);
        assertThat(column.lostFrom(1e8)).isFalse();
        assertThat(column.lostFrom(1e8 - 1000)).isFalse();
        assertThat(column.lostFrom(0)).isTrue();
        assertThat(column.lostFrom(1e8 - 1e6)).isTrue();
        Rounding.Column sound = Rounding.columns(doubles(1, 2, 3), 1).get(0);
        assertThat(sound.lostFrom(1e30)).as("nothing was lost to begin with").isFalse();
    }

    @Test
    void numbersBeyondTheFloatsAreNamed() {
        Rounding.requireFloats("x.npy", doubles(3.4e38, -3.4e38, Double.NaN, Double.POSITIVE_INFINITY), 2);
        assertThatThrownBy(() -> Rounding.requireFloats("x.npy", doubles(0, 1, 2, 3, 4, 1e39), 2))
                .isInstanceOf(DataException.class)
                .hasMessage("x.npy: value 1 of example 2 is 1.0E39, beyond the range of 32-bit floats (±3.4e38)."
                        + " Rescale it.");
        assertThatThrownBy(() -> Rounding.requireFloats("x.npy", doubles(-1e39), 1))
                .hasMessageContaining("value 0 of example 0 is -1.0E39");
    }

    /** The points of scripts/golden/arrays.py. */
    private static double point(long i, double shift) {
        return ((i * 7919 + i * i * 31) % 4001 - 2000) / 1024.0 + shift;
    }

    private static Numbers doubles(double... values) {
        return new Numbers() {
            @Override
            public int count() {
                return values.length;
            }

            @Override
            public boolean isWhole() {
                return false;
            }

            @Override
            public float rounded(int index) {
                return (float) values[index];
            }

            @Override
            public double minus(int index, double number) {
                return values[index] - number;
            }
        };
    }
}
