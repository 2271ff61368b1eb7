package org.ganlib.graph;

/**
 * Activation functions and their first two derivatives. At a kink, each is that of the side below
 * 0.
 */
final class Derivatives {
    private Derivatives() {}

    /** σ(x). */
    static double value(ActivationFunction activation, double x) {
        return switch (activation.kind()) {
            case IDENTITY -> x;
            case RECTIFIER -> x > 0 ? x : activation.alpha() * x;
            case ELU -> x > 0 ? x : activation.alpha() * Math.expm1(x);
            case TANH -> Math.tanh(x);
            case LOGISTIC -> logistic(x);
            case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        };
    }

    /** σ′(x). */
    static double first(ActivationFunction activation, double x) {
        return switch (activation.kind()) {
            case IDENTITY -> 1;
            case RECTIFIER -> x > 0 ? 1 : activation.alpha();
            case ELU -> x > 0 ? 1 : activation.alpha() * Math.exp(x);
            case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
            case LOGISTIC -> logistic(x) * logistic(-x);
            case SOFTPLUS -> logistic(x);
        };
    }

    /** σ″(x). */
    static double second(ActivationFunction activation, double x) {
        return switch (activation.kind()) {
            case IDENTITY, RECTIFIER -> 0;
            case ELU -> x > 0 ? 0 : activation.alpha() * Math.exp(x);
            case TANH -> -2 * Math.tanh(x) * (1 - Math.tanh(x) * Math.tanh(x));
            case LOGISTIC -> logistic(x) * logistic(-x) * (logistic(-x) - logistic(x));
            case SOFTPLUS -> logistic(x) * logistic(-x);
        };
    }

    private static double logistic(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }
}
