/**
 * The contracts plugins must satisfy, as JUnit 5 interfaces. To put a plugin under contract, write a test class that implements the
 * contract of its kind and the contract's few methods without a default; every law is then a test of that class:
 *
 * <pre>{@code
 * final class MyDivergenceTest implements DivergenceContract {
 *     public Divergence divergence() {
 *         return new MyDivergence();
 *     }
 *
 *     public Divergence configured() {
 *         return new MyDivergence(0.7);
 *     }
 * }
 * }</pre>
 *
 * Laws that draw random numbers name the seed when they fail; {@code -Dganlib.test.seed=SEED} draws the same numbers again.
 */
package org.ganlib.testkit;
