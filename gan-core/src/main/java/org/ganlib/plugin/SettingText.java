package org.ganlib.plugin;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes settings and their values as an experiment does, for messages too. */
public final class SettingText {
    private SettingText() {}

    /**
     * The setting's name for a record component: {@code criticSteps} is {@code critic-steps},
     * {@code beta1} is {@code beta1}.
     */
    public static String name(String component) {
        return component.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** An enum constant: {@code NON_SATURATING} is {@code non-saturating}. */
    public static String constant(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * A number in its shortest form: {@code 3}, {@code 0.5}, {@code 2e-4}, {@code .inf}. Reading it
     * gives the same number.
     */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        if (value == 0) {
            return 1 / value > 0 ? "0" : "-0.0";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -3 && exponent < 15) {
            return decimal.toPlainString();
        }
        return decimal.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }

    /**
     * A value in brief, as it stands behind a setting's name in a list of settings. A plugin is
     * shown by its name alone and a section by {@code …}; nothing is shown as {@code none}.
     */
    public static String brief(Object value) {
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof Enum<?> constant) {
            return constant(constant);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(SettingText::brief).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Optional<?> optional) {
            return optional.isEmpty() ? "none" : brief(optional.get());
        }
        if (value.getClass().isAnnotationPresent(PluginName.class)) {
            return value.getClass().getAnnotation(PluginName.class).value();
        }
        return value instanceof Record ? "…" : value.toString();
    }

    /** A value in brief, where {@code auto} may stand for 0. */
    public static String brief(SettingType type, Object value) {
        boolean auto =
                type instanceof SettingType.Whole whole && whole.zeroMeansAuto() && ((Number) value).longValue() == 0;
        return auto ? "auto" : brief(value);
    }
}
