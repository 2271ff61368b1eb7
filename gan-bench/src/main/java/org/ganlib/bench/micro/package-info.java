/**
 * JMH benchmarks of what a step does besides its networks. {@code gan-bench/run micro [PATTERN]}
 * runs them.
 */
package org.ganlib.bench.micro;
