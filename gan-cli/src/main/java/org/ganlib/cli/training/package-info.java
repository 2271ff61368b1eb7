/** Runs as commands train them: progress, signals, plans, and many runs at once. */
package org.ganlib.cli.training;
