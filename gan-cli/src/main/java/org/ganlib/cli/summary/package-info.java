/** Summaries of runs, read from run directories, and an index of them that can be made again. */
@Internal
package org.ganlib.cli.summary;

import org.ganlib.stability.Internal;
