/** Networks, as the papers publish them. */
package org.ganlib.models.architecture;
