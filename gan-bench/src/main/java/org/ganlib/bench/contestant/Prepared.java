package org.ganlib.bench.contestant;

/**
 * The sizes of the networks that a contestant has built.
 *
 * @param generatorParameters trained numbers of the generator, and of the encoder where there is
 *     one
 * @param criticParameters trained numbers of the critic
 */
public record Prepared(long generatorParameters, long criticParameters) {
    @Override
    public String toString() {
        return "a generator of " + generatorParameters + " and a critic of " + criticParameters + " parameters";
    }
}
