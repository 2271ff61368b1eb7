/** The interface between commands and the shell: exit codes, signals, output files and JSON. */
package org.ganlib.cli.shell;
