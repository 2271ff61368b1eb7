/** The subcommands: results go to standard output, everything else to standard error. */
@Internal
package org.ganlib.cli.command;

import org.ganlib.stability.Internal;
