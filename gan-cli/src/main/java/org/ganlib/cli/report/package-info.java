/** report.html: what a run left behind, on one page that needs nothing else. */
@Internal
package org.ganlib.cli.report;

import org.ganlib.stability.Internal;
