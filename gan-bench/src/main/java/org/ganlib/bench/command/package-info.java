/** The commands behind {@code gan-bench/run}. */
package org.ganlib.bench.command;
