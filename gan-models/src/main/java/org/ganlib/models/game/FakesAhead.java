package org.ganlib.models.game;

import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The generated examples of rounds in which the critic plays alone: of several rounds in one pass,
 * because products of few rows are slow. Latents are drawn in the order of the rounds. Only of a
 * generator without batch norm, whose examples do not depend on one another.
 */
final class FakesAhead implements AutoCloseable {
    /** Of a pass. Products gain little from more. */
    private static final int MOST_ROWS = 512;

    private final Network generator;
    private final Latent latent;
    private final int size;
    private final RandomStream random;
    private final boolean possible;
    private final Tensor[] latents = new Tensor[1];

    /** Rounds that a pass is of. */
    private int rounds;

    /** Rounds announced and not dealt yet. */
    private int left;

    /** The round of the pass that is dealt, from 0. */
    private int round;

    private Pass pass;
    private Tensor fakes;

    FakesAhead(Network generator, Latent latent, int size, RandomStream random) {
        this.generator = generator;
        this.latent = latent;
        this.size = size;
        this.random = random;
        possible = generator.layout().segments().stream().noneMatch(Segment::isStatistic);
    }

    /** The next so many rounds are of the critic alone. */
    void announce(int count) {
        forget();
        int together = possible ? together(count) : 1;
        left = together > 1 ? count : 0;
        if (left > 0 && together != rounds) {
            rounds = together;
            latents[0] = generator.memory().allocate(DataType.FLOAT, latent.shape(), rounds * size);
        }
    }

    /** As many as a pass may be of and divide them all. */
    private int together(int count) {
        int together = Math.min(count, MOST_ROWS / size);
        while (together > 1 && count % together != 0) {
            together--;
        }
        return together;
    }

    /**
     * Begins a round. Returns false where it was not announced and the generator is to run by
     * itself.
     */
    boolean deal() {
        if (left == 0) {
            forget();
            return false;
        }
        left--;
        round++;
        if (pass == null || round == rounds) {
            forget();
            latent.draw(latents[0].toFill(), random);
            latents[0].filled();
            pass = generator.forward(Mode.TRAINING, latents);
            round = 0;
        }
        Tensor output = pass.output();
        if (fakes == null) {
            fakes = generator.memory().allocate(output.precision(), output.shape(), size);
        }
        generator.memory().copyRows(output, round * size, fakes, 0, size);
        return true;
    }

    /** What was generated for the round dealt last. */
    Tensor fakes() {
        return fakes;
    }

    private void forget() {
        if (pass != null) {
            pass.close();
            pass = null;
        }
    }

    @Override
    public void close() {
        forget();
    }
}
