/** What run directories say of their runs, and an index of it that can be made again from them. */
package org.ganlib.cli.summary;
