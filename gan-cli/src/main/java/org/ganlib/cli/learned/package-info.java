/** Measures what trained networks have learnt about classes that they were never told. */
package org.ganlib.cli.learned;
