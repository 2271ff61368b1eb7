/** Downloads that can be resumed and are verified before anything sees them. */
package org.ganlib.cli.fetch;
