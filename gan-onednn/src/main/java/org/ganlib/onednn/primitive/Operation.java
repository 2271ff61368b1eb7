package org.ganlib.onednn.primitive;

import org.bytedeco.dnnl.primitive;

/** A kernel with its arguments. Running it allocates nothing. */
public interface Operation {
    void run();

    static PrimitiveOperation.Builder of(String name, primitive kernel) {
        return new PrimitiveOperation.Builder(name, kernel);
    }
}
