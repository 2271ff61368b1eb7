package org.ganlib.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes TIFF files with one uncompressed strip. */
final class TiffFixture {
    static final int BYTE = 1;
    static final int SHORT = 3;
    static final int LONG = 4;

    private static final int STRIP_AT = 8;
    private static final int ENTRY = 12;

    private final byte[] strip;
    private final Map<Integer, Field> fields = new TreeMap<>();

    @SuppressWarnings("ArrayRecordComponent") // Read alone, never compared.
    private record Field(int type, int count, byte[] values) {}

    private TiffFixture(byte[] strip) {
        this.strip = strip;
    }

    /** An image of 4 × 3 pixels whose levels count upwards. */
    static TiffFixture of(int photometric, int samples, int bits) {
        byte[] strip = new byte[4 * 3 * samples * bits / Byte.SIZE];
        for (int i = 0; i < strip.length; i++) {
            strip[i] = (byte) (7 * i);
        }
        int[] depths = new int[samples];
        Arrays.fill(depths, bits);
        return new TiffFixture(strip)
                .with(256, SHORT, 4)
                .with(257, SHORT, 3)
                .with(258, SHORT, depths)
                .with(259, SHORT, 1)
                .with(262, SHORT, photometric)
                .with(273, LONG, STRIP_AT)
                .with(277, SHORT, samples)
                .with(278, SHORT, 3)
                .with(279, LONG, strip.length);
    }

    /** Adds a field with that tag to the file. */
    TiffFixture with(int tag, int type, int... values) {
        int size = type == BYTE ? 1 : type == SHORT ? Short.BYTES : Integer.BYTES;
        ByteBuffer packed = ByteBuffer.allocate(size * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            if (size == 1) {
                packed.put((byte) value);
            } else if (size == Short.BYTES) {
                packed.putShort((short) value);
            } else {
                packed.putInt(value);
            }
        }
        fields.put(tag, new Field(type, values.length, packed.array()));
        return this;
    }

    byte[] bytes() {
        int directory = STRIP_AT + strip.length + strip.length % 2;
        int behind = directory + Short.BYTES + ENTRY * fields.size() + Integer.BYTES;
        int large = fields.values().stream()
                .mapToInt(field -> field.values.length > Integer.BYTES ? field.values.length : 0)
                .sum();
        ByteBuffer file = ByteBuffer.allocate(behind + large).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {'I', 'I', 42, 0}).putInt(directory).put(strip);
        file.position(directory);
        file.putShort((short) fields.size());
        for (Map.Entry<Integer, Field> entry : fields.entrySet()) {
            Field field = entry.getValue();
            file.putShort(entry.getKey().shortValue())
                    .putShort((short) field.type)
                    .putInt(field.count);
            if (field.values.length > Integer.BYTES) {
                file.putInt(behind).put(behind, field.values);
                behind += field.values.length;
            } else {
                file.put(Arrays.copyOf(field.values, Integer.BYTES));
            }
        }
        return file.array();
    }
}
