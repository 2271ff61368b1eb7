/** Makes the scripts by which shells complete the arguments of {@code gan}. */
package org.ganlib.cli.completion;
