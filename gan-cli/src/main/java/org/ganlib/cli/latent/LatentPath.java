package org.ganlib.cli.latent;

/**
 * A way from one latent to another, t from 0 to 1.
 *
 * <pre>{@code
 * lerp(a, b, t)  = (1 − t)·a + t·b
 * slerp(a, b, t) = sin((1 − t)ω)/sin ω · a + sin(tω)/sin ω · b,   cos ω = ⟨a, b⟩ / (‖a‖·‖b‖)
 * }</pre>
 *
 * Draws of a normal prior in many dimensions lie near a sphere, whose inside a straight line
 * crosses, where the generator was never trained; the arc stays near it (Shoemake 1985; White,
 * Sampling Generative Networks, 2016, section 2.1). In a box, arcs may leave it and lines do not.
 */
public enum LatentPath {
    /** The straight line. */
    LERP {
        @Override
        public float[] between(float[] from, float[] to, double t) {
            return sum(1 - t, from, t, to);
        }
    },
    /**
     * The arc; the straight line where both have one direction, or opposite ones, between which no
     * arc is the shortest.
     */
    SLERP {
        @Override
        public float[] between(float[] from, float[] to, double t) {
            double cosine = dot(from, to) / Math.sqrt(dot(from, from) * dot(to, to));
            double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
            double sine = Math.sin(angle);
            return sine < 1e-6 || Double.isNaN(sine)
                    ? LERP.between(from, to, t)
                    : sum(Math.sin((1 - t) * angle) / sine, from, Math.sin(t * angle) / sine, to);
        }
    };

    /** The latent at {@code t}: {@code from} at 0, {@code to} at 1. */
    public abstract float[] between(float[] from, float[] to, double t);

    private static float[] sum(double first, float[] from, double second, float[] to) {
        float[] sum = new float[from.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (first * from[i] + second * to[i]);
        }
        return sum;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
