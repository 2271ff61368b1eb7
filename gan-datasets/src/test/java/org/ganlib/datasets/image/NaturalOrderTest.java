package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NaturalOrderTest {
    /**
     * Names in the expected order. If numbers are equal, the rest of the names decides, and then
     * the characters.
     */
    private static final List<String> ORDERED = List.of(
            "",
            "-1",
            "0",
            "001",
            "01",
            "1",
            "2",
            "2a",
            "9",
            "10",
            "10 a2",
            "10 a10",
            "99999999999999999999998",
            "99999999999999999999999",
            "A2",
            "a",
            "a02b",
            "a2b1",
            "a2b10",
            "a10b1",
            "ab");

    @Test
    void numbersInNamesCompareAsNumbers() {
        List<String> reversed = new ArrayList<>(ORDERED);
        Collections.reverse(reversed);
        assertThat(reversed.stream().sorted(new NaturalOrder())).containsExactlyElementsOf(ORDERED);
    }

    @Test
    void itIsAnOrder() {
        NaturalOrder order = new NaturalOrder();
        for (String a : ORDERED) {
            for (String b : ORDERED) {
                assertThat(Integer.signum(order.compare(a, b))).isEqualTo(-Integer.signum(order.compare(b, a)));
                assertThat(order.compare(a, b) == 0).as("%s and %s", a, b).isEqualTo(a.equals(b));
                for (String c : ORDERED) {
                    if (order.compare(a, b) < 0 && order.compare(b, c) < 0) {
                        assertThat(order.compare(a, c))
                                .as("%s, %s, %s", a, b, c)
                                .isNegative();
                    }
                }
            }
        }
    }
}
