/** Runs as commands train them: progress, signals, plans, and many runs at once. */
@Internal
package org.ganlib.cli.training;

import org.ganlib.stability.Internal;
