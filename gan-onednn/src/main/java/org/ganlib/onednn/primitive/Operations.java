package org.ganlib.onednn.primitive;

import java.util.ArrayList;
import java.util.List;

/** A sequence that runs without an iterator. */
public final class Operations {
    private final List<Operation> operations = new ArrayList<>();

    public List<Operation> list() {
        return operations;
    }

    public void add(Operation operation) {
        operations.add(operation);
    }

    public void addAll(Operations others) {
        operations.addAll(others.operations);
    }

    public void run() {
        for (int i = 0; i < operations.size(); i++) {
            operations.get(i).run();
        }
    }
}
