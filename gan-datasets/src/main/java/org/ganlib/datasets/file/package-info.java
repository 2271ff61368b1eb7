/**
 * Readers of the file formats that data sets come in. They trust nothing they read: damage is one
 * message with file and offset.
 */
@Internal
package org.ganlib.datasets.file;

import org.ganlib.stability.Internal;
