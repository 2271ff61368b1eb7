package org.ganlib.torch.device;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A host buffer between Java's arrays and a device: the source of uploads and the target of
 * downloads of one tensor. It grows to the largest transfer. Used by one thread.
 */
final class Staging {
    private final Place place;
    private final ScalarType type;
    /** Null until the first transfer. */
    private Tensor vector;

    private FloatBuffer floats;
    private DoubleBuffer doubles;
    /** {@link Place#waitsSoFar()} when the last upload began; -1 if that has surely ended. */
    private long waitsAtUpload = -1;

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

    /** Uploads the first elements of the buffer, as many as the target has. */
    void upload(Tensor target) {
        Natives.constant(() -> place.upload(vector.narrow(0, 0, target.numel()), target));
        waitsAtUpload = place.waitsSoFar();
    }

    /** Downloads a vector of the device to the front of the buffer. */
    void download(Tensor source) {
        prepare(Math.toIntExact(source.numel()));
        Natives.constant(() -> place.download(source, vector.narrow(0, 0, source.numel())));
    }

    /** Makes room for that many elements, when the last upload has read the buffer. */
    private void prepare(int length) {
        if (waitsAtUpload == place.waitsSoFar()) {
            place.awaitUploads();
        }
        waitsAtUpload = -1;
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
