/** The {@code gan} command. */
package org.ganlib.cli;
