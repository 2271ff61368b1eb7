/**
 * Results as JSON, as a table, and as the page docs/performance.md; the last two are made from the
 * JSON alone.
 */
package org.ganlib.bench.report;
