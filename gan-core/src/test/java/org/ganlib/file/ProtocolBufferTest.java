package org.ganlib.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The examples of protobuf.dev/programming-guides/encoding, and bytes that Google's library makes.
 */
final class ProtocolBufferTest {
    @Test
    void integersAreVarints() {
        assertThat(hex(new ProtocolBuffer().integer(1, 150))).isEqualTo("089601");
        assertThat(hex(new ProtocolBuffer().integer(1, -2))).isEqualTo("08feffffffffffffffff01");
        assertThat(hex(new ProtocolBuffer().integer(16, 0))).isEqualTo("800100");
    }

    @Test
    void textIsItsLengthAndItsBytes() {
        assertThat(hex(new ProtocolBuffer().text(2, "testing"))).isEqualTo("120774657374696e67");
    }

    @Test
    void messagesLieInMessages() {
        assertThat(hex(new ProtocolBuffer().message(3, new ProtocolBuffer().integer(1, 150))))
                .isEqualTo("1a03089601");
    }

    @Test
    void listsArePacked() {
        assertThat(hex(new ProtocolBuffer().integers(6, 3, 270, 86942))).isEqualTo("3206038e029ea705");
        assertThat(hex(new ProtocolBuffer().reals(6, 0, 1))).isEqualTo("32100000000000000000000000000000f03f");
    }

    @Test
    void numbersAreLittleEndian() {
        assertThat(hex(new ProtocolBuffer().single(2, 0.25f))).isEqualTo("150000803e");
        assertThat(hex(new ProtocolBuffer().real(1, 1.5))).isEqualTo("09000000000000f83f");
        assertThat(hex(new ProtocolBuffer().raw(9, FloatBuffer.wrap(new float[] {9, 1, -2, 9}, 1, 2))))
                .isEqualTo("4a080000803f000000c0");
    }

    private static String hex(ProtocolBuffer message) {
        return HexFormat.of().formatHex(message.toBytes());
    }
}
