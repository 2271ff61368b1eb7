package org.ganlib.onednn.step;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.ganlib.tensor.HostTensor;

/**
 * Weight gradients that a way back leaves to be computed when somebody reads them. For an update that reads them in their order each piece is
 * computed in the same memory, which stays in the second cache; what it is computed from is still there.
 */
public final class DeferredGradients {
    /** Of a pass that owes nothing. */
    public static final DeferredGradients NONE = new DeferredGradients();

    private final List<GradientSlice> pieces = new ArrayList<>();
    private FloatPointer room;
    private FloatBuffer roomForReading;
    private boolean owes;

    /** Of the first piece that ends after what was read last. */
    private int next;

    /** What the room holds, or null. */
    private GradientSlice held;

    /** Takes up pieces when the pass is compiled. */
    public void add(List<? extends GradientSlice> added, ParameterMemory parameters) {
        pieces.addAll(added);
        pieces.sort(Comparator.comparingLong(GradientSlice::first));
        long largest = pieces.stream()
                .mapToLong(piece -> piece.end() - piece.first())
                .max()
                .orElse(0);
        room = parameters.room(largest);
        roomForReading = new FloatPointer(room).capacity(largest).asBuffer();
    }

    /** From now on all of them are owed. */
    public void defer() {
        owes = !pieces.isEmpty();
        next = 0;
        held = null;
    }

    /** Computes what is owed where the pass writes gradients. */
    public void settle() {
        if (owes) {
            for (int i = 0; i < pieces.size(); i++) {
                pieces.get(i).run();
            }
            owes = false;
        }
    }

    /** Nobody wants them any more. */
    public void drop() {
        owes = false;
    }

    /**
     * StridedCopy gradients to the front of {@code target}: those that are owed from the room, after they were computed there, others from the
     * vector.
     *
     * @param first the element of the flat vector to start at
     */
    public void load(HostTensor vector, long first, float[] target, int count) {
        if (!owes) {
            vector.read(first, target, count);
            return;
        }
        int loaded = 0;
        while (loaded < count) {
            long at = first + loaded;
            GradientSlice piece = pieceEndingAfter(at);
            int left = count - loaded;
            if (piece == null || piece.first() > at) {
                int part = piece == null ? left : (int) Math.min(left, piece.first() - at);
                vector.toFill().get((int) at, target, loaded, part);
                loaded += part;
            } else {
                hold(piece);
                int part = (int) Math.min(left, piece.end() - at);
                roomForReading.get((int) (at - piece.first()), target, loaded, part);
                loaded += part;
            }
        }
    }

    private GradientSlice pieceEndingAfter(long element) {
        if (next > 0 && pieces.get(next - 1).end() > element) {
            next = 0;
        }
        while (next < pieces.size() && pieces.get(next).end() <= element) {
            next++;
        }
        return next < pieces.size() ? pieces.get(next) : null;
    }

    private void hold(GradientSlice piece) {
        if (held != piece) {
            piece.run(room);
            held = piece;
        }
    }
}
