/** What metrics are evaluated on: a run's networks, or samples of any framework in files. */
package org.ganlib.cli.evaluate;
