/** JSON that may come from anybody, read within limits. */
package org.ganlib.json;
