package org.ganlib.torch.device;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A part of the host's memory in which numbers wait for their transfer to a device, or arrive from
 * it. It grows to the largest transfer. Used by one thread.
 */
final class Staging {
    private final Place place;
    private final ScalarType type;
    /** Null until the first transfer. */
    private Tensor vector;

    private FloatBuffer floats;
    private DoubleBuffer doubles;
    /** The waits of the place when the last upload began, or -1 when none is on its way. */
    private long begun = -1;

    Staging(Place place, ScalarType type) {
        this.place = place;
        this.type = type;
    }

    /** A buffer of at least that many numbers, from position 0, in a FLOAT staging. */
    FloatBuffer floats(int length) {
        prepare(length);
        return floats.clear();
    }

    /** A buffer of at least that many numbers, from position 0, in a DOUBLE staging. */
    DoubleBuffer doubles(int length) {
        prepare(length);
        return doubles.clear();
    }

    /** Carries the first numbers to a vector of the device. */
    void upload(Tensor target) {
        Natives.constant(() -> place.upload(vector.narrow(0, 0, target.numel()), target));
        begun = place.waitsSoFar();
    }

    /** Fetches the numbers of a vector of the device to the front. */
    void download(Tensor source) {
        prepare(Math.toIntExact(source.numel()));
        Natives.constant(() -> place.download(source, vector.narrow(0, 0, source.numel())));
    }

    private void prepare(int length) {
        if (begun >= 0 && begun == place.waitsSoFar()) {
            // The numbers of the last upload may not have left yet.
            place.awaitUploads();
        }
        begun = -1;
        if (vector != null && vector.numel() >= length) {
            return;
        }
        close();
        Natives.constant(() -> {
            vector = Natives.keep(place.hostVector(length, type));
            if (type == ScalarType.Double) {
                doubles = vector.data_ptr_double().capacity(length).asBuffer();
            } else {
                floats = vector.data_ptr_float().capacity(length).asBuffer();
            }
        });
    }

    void close() {
        Natives.free(vector);
        vector = null;
    }
}
