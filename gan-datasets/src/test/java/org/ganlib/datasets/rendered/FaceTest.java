package org.ganlib.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The square of a font becomes the unit square around 0, whatever its size and place. */
final class FaceTest {
    @TempDir
    private Path directory;

    @Test
    void theSquareFillsTheUnitSquare() throws IOException {
        Path file = FontFixture.halves().write(directory.resolve("halves.ttf"));
        Face face = FontFixture.face(file);
        assertThat(face.file()).isEqualTo(file);
        requireBounds(face, "国", -0.5, -0.5, 0.5, 0.5);
        requireBounds(face, "啊", -0.5, -0.5, 0, 0.5);
        // The upper quarter: y points downwards.
        requireBounds(face, "阿", -0.5, -0.5, 0.5, -0.25);
    }

    @Test
    void otherCharactersMayBeLargerThanTheSquare() throws IOException {
        FontFixture font = FontFixture.halves().with('国', 0, 0, 200, 400).with('啊', -100, 200, 300, 500);
        requireBounds(FontFixture.face(font.write(directory.resolve("large.ttf"))), "啊", -1, -0.75, 1, 0);
    }

    private static void requireBounds(
            Face face, String character, double left, double top, double right, double bottom) {
        Rectangle2D bounds = face.outline(character).getBounds2D();
        assertThat(new double[] {bounds.getMinX(), bounds.getMinY(), bounds.getMaxX(), bounds.getMaxY()})
                .as(character)
                .containsExactly(new double[] {left, top, right, bottom}, within(1e-5));
    }
}
