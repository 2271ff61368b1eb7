package org.ganlib.cli.render;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.ganlib.file.AtomicFile;

/** Pictures one after the other as a GIF file that begins anew at its end. */
public final class Animation {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    private Animation() {}

    /**
     * Writes a GIF file, as a whole or not at all.
     *
     * @param frames one or more pictures of one size
     * @param delay the time for which each image is shown, in hundredths of a second; browsers slow
     *     down below 2
     * @param lastDelay the time for which the last one is shown
     * @throws org.ganlib.problem.GanException if it cannot be written: names it, the reason and
     *     what to do
     */
    public static void write(Path target, List<BufferedImage> frames, int delay, int lastDelay) {
        AtomicFile.write(target, out -> {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
            try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.prepareWriteSequence(null);
                for (int i = 0; i < frames.size(); i++) {
                    int shown = i == frames.size() - 1 ? lastDelay : delay;
                    writer.writeToSequence(
                            new IIOImage(frames.get(i), null, metadata(writer, frames.get(i), shown, i == 0)), null);
                }
                writer.endWriteSequence();
            } finally {
                writer.dispose();
            }
        });
    }

    private static IIOMetadata metadata(ImageWriter writer, BufferedImage frame, int delay, boolean first)
            throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", String.valueOf(delay));
        control.setAttribute("transparentColorIndex", "0");
        root.appendChild(control);
        if (first) {
            IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            // A block of kind 1 with the number of repetitions; 0 is for ever.
            loop.setUserObject(new byte[] {1, 0, 0});
            IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
            extensions.appendChild(loop);
            root.appendChild(extensions);
        }
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }
}
