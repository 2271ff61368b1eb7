/** Named random streams from one seed. */
package org.ganlib.random;
