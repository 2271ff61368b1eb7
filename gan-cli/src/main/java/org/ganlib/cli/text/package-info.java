/** Makes text from outside the program safe to print. */
package org.ganlib.cli.text;
