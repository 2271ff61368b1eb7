/** Examples as files to look at: pictures, and arrays for other programs. */
package org.ganlib.cli.render;
