package org.ganlib.tensorboard;

import org.ganlib.file.ProtocolBuffer;

/**
 * The measurements of one step, as the message {@code Summary}
 * (tensorflow/core/framework/summary.proto).
 */
final class Summary {
    private static final int GREY = 1;
    private static final int RGB = 3;

    private final ProtocolBuffer message = new ProtocolBuffer();

    /** Adds a number. */
    Summary scalar(String tag, double value) {
        return value(tag, new ProtocolBuffer().single(2, (float) value));
    }

    /** Adds a PNG file. */
    Summary image(String tag, PngSize size, byte[] png) {
        ProtocolBuffer image = new ProtocolBuffer()
                .integer(1, size.height())
                .integer(2, size.width())
                .integer(3, size.grey() ? GREY : RGB)
                .bytes(4, png);
        return value(tag, new ProtocolBuffer().message(4, image));
    }

    /** Adds a histogram. */
    Summary histogram(String tag, Histogram histogram) {
        ProtocolBuffer content = new ProtocolBuffer()
                .real(1, histogram.minimum())
                .real(2, histogram.maximum())
                .real(3, histogram.count())
                .real(4, histogram.sum())
                .real(5, histogram.sumOfSquares())
                .reals(6, histogram.limits())
                .reals(7, histogram.counts());
        return value(tag, new ProtocolBuffer().message(5, content));
    }

    ProtocolBuffer message() {
        return message;
    }

    private Summary value(String tag, ProtocolBuffer content) {
        byte[] name = new ProtocolBuffer().text(1, tag).toBytes();
        byte[] rest = content.toBytes();
        byte[] whole = new byte[name.length + rest.length];
        System.arraycopy(name, 0, whole, 0, name.length);
        System.arraycopy(rest, 0, whole, name.length, rest.length);
        message.bytes(1, whole);
        return this;
    }
}
