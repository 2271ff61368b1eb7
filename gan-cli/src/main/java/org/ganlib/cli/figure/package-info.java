/** Figures that are drawn from a run's networks. */
@Internal
package org.ganlib.cli.figure;

import org.ganlib.stability.Internal;
