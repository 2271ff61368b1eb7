/** Feature extractors: what metrics see of an example. */
package org.ganlib.metrics.extractor;
