/** The interface between commands and the shell: exit codes, signals, output files and JSON. */
@Internal
package org.ganlib.cli.shell;

import org.ganlib.stability.Internal;
