package org.ganlib.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Weight gradients that a way back leaves to be computed when somebody reads them. An update that reads them in their order has each piece in the
 * second cache, and what it was computed from is still there.
 */
final class OwedGradients {
    /** Of a pass that owes nothing. */
    static final OwedGradients NONE = new OwedGradients();

    private final List<WeightPiece> pieces = new ArrayList<>();
    private int settled;

    /** Takes up pieces when the pass is compiled. */
    void add(List<WeightPiece> added) {
        pieces.addAll(added);
        pieces.sort(Comparator.comparingLong(WeightPiece::first));
        settled = pieces.size();
    }

    /** From now on all of them are owed. */
    void defer() {
        settled = 0;
    }

    /** Computes those that begin before that element of the flat vector. */
    void settle(long end) {
        while (settled < pieces.size() && pieces.get(settled).first() < end) {
            pieces.get(settled++).run();
        }
    }

    /** Nobody wants them any more. */
    void drop() {
        settled = pieces.size();
    }
}
