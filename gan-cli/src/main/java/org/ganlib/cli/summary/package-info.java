/** Summaries of runs, read from run directories, and an index of them that can be made again. */
package org.ganlib.cli.summary;
