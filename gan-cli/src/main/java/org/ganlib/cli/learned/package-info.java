/** What trained networks have learnt of classes that they were never told. */
package org.ganlib.cli.learned;
