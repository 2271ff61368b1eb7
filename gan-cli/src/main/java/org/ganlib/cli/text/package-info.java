/** Text for people: escaped, in lines of limited width, in tables, and numbers with few digits. */
@Internal
package org.ganlib.cli.text;

import org.ganlib.stability.Internal;
