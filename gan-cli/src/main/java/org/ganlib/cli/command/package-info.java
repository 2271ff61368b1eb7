/** The subcommands: results go to standard output, everything else to standard error. */
package org.ganlib.cli.command;
