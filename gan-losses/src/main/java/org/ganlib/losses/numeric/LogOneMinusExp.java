package org.ganlib.losses.numeric;

/** log(1 − e^x) for x ≤ 0. */
public final class LogOneMinusExp {
    private static final double MINUS_LOG_2 = -Math.log(2);

    private LogOneMinusExp() {}

    /**
     * log(1 − e^x) to full relative precision: e^x is subtracted from 1 by the form that keeps its
     * digits (Mächler, Accurately computing log(1 − exp(−|a|)), 2012). −∞ at 0, NaN above.
     */
    public static double of(double x) {
        return x > MINUS_LOG_2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
    }
}
