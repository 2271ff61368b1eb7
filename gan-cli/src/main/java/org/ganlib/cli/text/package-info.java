/** Text from outside as it is printed. */
package org.ganlib.cli.text;
