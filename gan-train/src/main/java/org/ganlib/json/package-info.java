/** Reads untrusted JSON within limits. */
package org.ganlib.json;
