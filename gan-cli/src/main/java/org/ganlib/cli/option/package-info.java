/** Options and parameters that several commands share. */
package org.ganlib.cli.option;
