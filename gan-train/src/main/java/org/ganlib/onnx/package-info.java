/** Networks for other programs: ONNX models, and parameters in the shapes that they have there. */
@Internal
package org.ganlib.onnx;

import org.ganlib.stability.Internal;
