/** report.html: what a run left behind, on one page that needs nothing else. */
package org.ganlib.cli.report;
