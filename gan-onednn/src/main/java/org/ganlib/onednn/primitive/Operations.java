package org.ganlib.onednn.primitive;

import java.util.ArrayList;
import java.util.List;

/** A sequence of operations. Running it allocates no iterator. */
public final class Operations {
    private final List<Operation> operations = new ArrayList<>();

    /** The operations, to which more may be added. */
    public List<Operation> list() {
        return operations;
    }

    /** Appends an operation. */
    public void add(Operation operation) {
        operations.add(operation);
    }

    /** Appends the operations of another sequence. */
    public void addAll(Operations others) {
        operations.addAll(others.operations);
    }

    /** Runs the operations in order. */
    public void run() {
        for (int i = 0; i < operations.size(); i++) {
            operations.get(i).run();
        }
    }
}
