/** How commands meet the shell: exit codes, signals, output files and JSON. */
package org.ganlib.cli.shell;
