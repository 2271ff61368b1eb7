/** The manual page, made of the commands' own help. */
package org.ganlib.cli.manual;
