package org.ganlib.game;

import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Generated examples for rounds in which the critic plays alone. Several rounds come from one pass
 * of the generator, because products of few rows are slow; latents are drawn in the order of the
 * rounds. A generator with batch norm is left to the game, because its examples depend on one
 * another. Used by one thread.
 */
public final class ExamplesAhead implements AutoCloseable {
    /** The largest number of rows of a pass. Products gain little from more. */
    private static final int MOST_ROWS = 512;

    private final Network generator;
    private final Latent latent;
    private final int size;
    private final RandomStream random;
    private final boolean possible;
    private final Tensor[] latents = new Tensor[1];

    /** The number of rounds that a pass generates examples for. */
    private int rounds;

    /** The number of announced rounds that have not begun yet. */
    private int left;

    /** The index, within the pass, of the current round. */
    private int round;

    private Pass pass;
    private Tensor examples;

    /**
     * Prepares for a generator.
     *
     * @param size examples per round
     * @param random the stream that latents are drawn from
     */
    public ExamplesAhead(Network generator, Latent latent, int size, RandomStream random) {
        this.generator = generator;
        this.latent = latent;
        this.size = size;
        this.random = random;
        possible = generator.layout().segments().stream().noneMatch(Segment::isStatistic);
    }

    /** Announces that the critic plays alone in the next {@code count} rounds. */
    public void announce(int count) {
        forget();
        int together = possible ? together(count) : 1;
        left = together > 1 ? count : 0;
        if (left > 0 && together != rounds) {
            rounds = together;
            latents[0] = generator.memory().allocate(DataType.FLOAT, latent.shape(), rounds * size);
        }
    }

    /** The largest number of rounds that one pass may have and that divides all of them. */
    private int together(int count) {
        int together = Math.min(count, MOST_ROWS / size);
        while (together > 1 && count % together != 0) {
            together--;
        }
        return together;
    }

    /**
     * Begins a round. Returns false if no examples were prepared for the round, so that the game
     * has to run the generator itself.
     */
    public boolean deal() {
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
        if (examples == null) {
            examples = generator.memory().allocate(output.precision(), output.shape(), size);
        }
        generator.memory().copyRows(output, round * size, examples, 0, size);
        return true;
    }

    /** The examples for the current round; the same tensor each time. */
    public Tensor examples() {
        return examples;
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
