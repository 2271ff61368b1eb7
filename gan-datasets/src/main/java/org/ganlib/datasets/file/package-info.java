/**
 * Readers of the file formats that data sets come in. They trust nothing they read: damage is one
 * message with file and offset.
 */
package org.ganlib.datasets.file;
