package stranger;

import org.ganlib.network.UpdateRule;

/** The rule of {@link Leap}: not nested in it. */
final class LeapRule implements UpdateRule {
    private final boolean fails;

    LeapRule(boolean fails) {
        this.fails = fails;
    }

    @Override
    public int stateVectors() {
        return 0;
    }

    @Override
    public void begin(long step, double learningRate) {}

    @Override
    public void update(float[] parameters, float[] gradients, float[][] state, int count) {
        if (fails) {
            throw new IllegalStateException("too far");
        }
    }

    @Override
    public void update(double[] parameters, double[] gradients, double[][] state, int count) {
        update(new float[0], new float[0], new float[0][], count);
    }
}
