/**
 * The subjects on which metrics are evaluated: a run's networks, or samples of any framework in
 * files.
 */
@Internal
package org.ganlib.cli.evaluate;

import org.ganlib.stability.Internal;
