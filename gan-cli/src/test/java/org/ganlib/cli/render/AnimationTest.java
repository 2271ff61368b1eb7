package org.ganlib.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnimationTest {
    @TempDir
    private Path folder;

    @Test
    void framesFollowEachOtherForEver() throws IOException {
        Path file = folder.resolve("a.gif");
        Animation.write(file, List.of(frame(0xff0000), frame(0x00ff00), frame(0x0000ff)), 6, 200);
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("NETSCAPE2.0");
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(3);
            assertThat(reader.read(1).getRGB(2, 2) & 0xffffff).isEqualTo(0x00ff00);
            assertThat(delay(reader, 0)).isEqualTo("6");
            assertThat(delay(reader, 2)).isEqualTo("200");
        } finally {
            reader.dispose();
        }
    }

    private static String delay(ImageReader reader, int frame) throws IOException {
        IIOMetadataNode root =
                (IIOMetadataNode) reader.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
        return ((IIOMetadataNode)
                        root.getElementsByTagName("GraphicControlExtension").item(0))
                .getAttribute("delayTime");
    }

    private static BufferedImage frame(int colour) {
        BufferedImage frame = new BufferedImage(8, 5, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 8; x++) {
                frame.setRGB(x, y, colour);
            }
        }
        return frame;
    }
}
