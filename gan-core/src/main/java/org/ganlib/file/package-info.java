/** Writing files so that a reader never sees half of one. */
package org.ganlib.file;
