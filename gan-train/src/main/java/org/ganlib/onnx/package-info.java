/** Networks for other programs: ONNX models, and parameters in the shapes that they have there. */
package org.ganlib.onnx;
