package org.ganlib.onednn;

import java.util.ArrayList;
import java.util.List;

/** A sequence that runs without an iterator. */
final class Operations {
    private final List<Operation> operations = new ArrayList<>();

    List<Operation> list() {
        return operations;
    }

    void add(Operation operation) {
        operations.add(operation);
    }

    void addAll(Operations others) {
        operations.addAll(others.operations);
    }

    void run() {
        for (int i = 0; i < operations.size(); i++) {
            operations.get(i).run();
        }
    }
}
