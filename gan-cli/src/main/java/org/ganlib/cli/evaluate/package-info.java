/**
 * The subjects on which metrics are evaluated: a run's networks, or samples of any framework in
 * files.
 */
package org.ganlib.cli.evaluate;
