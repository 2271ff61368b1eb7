package org.ganlib.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis: numbers to positions from 0 to 1, linear or logarithmic, with round ticks.
 *
 * @param low the number at 0
 * @param high the number at 1, above {@code low}
 * @param logarithmic whether equal ratios have equal distances; {@code low} is then > 0
 */
record ChartAxis(double low, double high, boolean logarithmic) {
    private static final int TICKS = 5;

    /** Covers both numbers and a little room beyond them. */
    static ChartAxis around(double low, double high) {
        double size = high - low;
        if (size <= 1e-12 * Math.max(Math.abs(low), Math.abs(high))) {
            double room = low == 0 ? 1 : 0.1 * Math.abs(low);
            return new ChartAxis(low - room, high + room, false);
        }
        // Quantities that begin at 0 are not given negative room.
        double bottom = low >= 0 && low < 0.05 * size ? 0 : low - 0.05 * size;
        return new ChartAxis(bottom, high + 0.05 * size, false);
    }

    /** Covers both positive numbers on a logarithmic axis. */
    static ChartAxis aroundRatios(double low, double high) {
        double room = Math.max(1.15, Math.pow(high / low, 0.05));
        return new ChartAxis(low / room, high * room, true);
    }

    double position(double value) {
        return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** Round numbers on the axis. */
    List<Double> ticks() {
        return logarithmic ? powers() : multiples();
    }

    private List<Double> multiples() {
        double step = step();
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private double step() {
        double least = (high - low) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (least <= factor * power * 1.000001) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private List<Double> powers() {
        double decades = Math.log10(high / low);
        double[] within = decades < 1
                ? new double[] {1, 2, 3, 4, 5, 6, 8}
                : decades < 2.5 ? new double[] {1, 2, 5} : new double[] {1};
        int every = Math.max(1, (int) Math.ceil(decades / 6));
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
            for (double factor : within) {
                double tick = factor * Math.pow(10, power);
                if (tick >= low && tick <= high && Math.floorMod(power, every) == 0) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** A tick as text: as many digits as tell it from its neighbours. */
    String label(double tick) {
        if (tick == 0) {
            return "0";
        }
        if (logarithmic) {
            return text(tick);
        }
        double step = step();
        double largest = Math.max(Math.abs(low), Math.abs(high));
        if (largest >= 1e6 || step < 1e-4) {
            // All ticks with one exponent, so that they are compared at a glance.
            int exponent = (int) Math.floor(Math.log10(largest));
            double unit = Math.pow(10, exponent);
            return fixed(tick / unit, step / unit) + "·10" + raised(exponent);
        }
        String text = fixed(tick, step);
        return largest >= 1e4 ? grouped(text) : text;
    }

    /** As many decimals as a step needs. */
    private static String fixed(double tick, double step) {
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        double units = step * Math.pow(10, digits);
        // 2.5 times a power of ten needs one digit more.
        int needed = Math.abs(units - Math.rint(units)) > 1e-6 ? digits + 1 : digits;
        return String.format(Locale.ROOT, "%." + needed + "f", tick).replace('-', '−');
    }

    private static String grouped(String digits) {
        return digits.replaceAll("(?<=\\d)(?=(\\d{3})+(?!\\d))", "\u202f");
    }

    /** A number in brief: four digits, an exponent where it is very large or small. */
    static String text(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size >= 1e5 || size < 1e-3) {
            String text = String.format(Locale.ROOT, "%.2e", value);
            int exponent = text.indexOf('e');
            String digits = text.substring(0, exponent).replaceAll("\\.?0+$", "");
            return (digits.equals("1") ? "" : digits + "·").replace('-', '−') + "10"
                    + raised(Integer.parseInt(text.substring(exponent + 1)));
        }
        int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return (text.contains(".") ? text.replaceAll("\\.?0+$", "") : text).replace('-', '−');
    }

    private static String raised(int exponent) {
        StringBuilder text = new StringBuilder();
        for (char c : String.valueOf(exponent).toCharArray()) {
            text.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
        }
        return text.toString();
    }
}
