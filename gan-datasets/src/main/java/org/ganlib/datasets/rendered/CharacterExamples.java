package org.ganlib.datasets.rendered;

import java.util.ArrayList;
import java.util.List;
import org.ganlib.datasets.indexed.ExampleSource;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;

/**
 * Characters by index, drawn each time they are read and not kept. Example i is of class i mod
 * classes, and the writers take turns.
 */
final class CharacterExamples implements ExampleSource {
    /**
     * The factor of the seed: the golden ratio's fraction times 2^64, which is odd and without
     * pattern, so that seeds that differ by one give numbers far apart.
     */
    private static final long STRIDE = 0x9e3779b97f4a7c15L;

    private final List<String> characters;
    private final List<Writer> writers;
    private final RenderedCharacters settings;
    private final long seed;
    private final ValueRange range;
    private final Pen pen;

    /** @param seed of this split */
    CharacterExamples(List<String> characters, List<Face> faces, RenderedCharacters settings, long seed) {
        this.characters = characters;
        this.settings = settings;
        this.seed = seed;
        range = settings.range().bounds();
        pen = new Pen(settings.size());
        RandomStream random = new RandomStream(seed);
        writers = new ArrayList<>();
        for (int w = 0; w < settings.writers(); w++) {
            writers.add(Writer.draw(faces.get(w % faces.size()), settings.jitter(), random));
        }
    }

    @Override
    public int count() {
        return characters.size() * settings.examples();
    }

    @Override
    public int label(int index) {
        return index % characters.size();
    }

    @Override
    public boolean slow() {
        return true;
    }

    @Override
    public void read(int index, float[] target, int start) {
        Writer writer = writers.get(index / characters.size() % writers.size());
        Displacement displacement = new Displacement(settings.jitter(), new RandomStream(seed + STRIDE * (index + 1)));
        float[] ink = new float[settings.size() * settings.size()];
        pen.draw(characters.get(label(index)), writer, displacement, ink);
        for (int i = 0; i < ink.length; i++) {
            target[start + i] = (float) (range.low() + (range.high() - range.low()) * Math.min(1, ink[i]));
        }
    }
}
