package org.ganlib.datasets.rendered;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A TrueType font whose characters are rectangles stated by a test. Tests that use it need no
 * installed font, but a Java that can draw text: on Debian the packages libfontconfig1 and
 * libfreetype6. They are left out where it cannot.
 *
 * <p>Layout: OpenType specification 1.9, tables cmap (format 4), glyf, head, hhea, hmtx, loca,
 * maxp and name.
 */
final class FontFixture {
    /** A power of two, so that outlines are exact in the library's 64ths of a point. */
    private static final int UNITS_PER_EM = 1024;

    private static final int TABLE_ENTRY = 16;

    private final TreeMap<Character, int[]> rectangles = new TreeMap<>();

    /**
     * The square 国 lies in 100…900 across and −100…500 up: 800 wide and 600 high. Its left half is
     * 啊 and its upper quarter 阿, the first two characters of GB 2312. 埃, the third, is the whole
     * square.
     */
    static FontFixture halves() {
        return new FontFixture()
                .with('国', 100, -100, 900, 500)
                .with('啊', 100, -100, 500, 500)
                .with('阿', 100, 350, 900, 500)
                .with('埃', 100, -100, 900, 500);
    }

    /**
     * Adds a character, or replaces it. The rectangle is in units of 1/1024 of the font size, y
     * upwards.
     */
    FontFixture with(char character, int left, int bottom, int right, int top) {
        rectangles.put(character, new int[] {left, bottom, right, top});
        return this;
    }

    /** Writes the font and returns its file. */
    Path write(Path file) throws IOException {
        requireTextDrawing();
        return Files.write(file, bytes(0));
    }

    /** Writes several fonts into one file, a TrueType collection. */
    static Path writeCollection(Path file, FontFixture... fonts) throws IOException {
        requireTextDrawing();
        int header = 12 + 4 * fonts.length;
        ByteBuffer offsets = ByteBuffer.allocate(header);
        offsets.put(ascii("ttcf")).putInt(0x10000).putInt(fonts.length);
        List<byte[]> parts = new ArrayList<>();
        int offset = header;
        for (FontFixture font : fonts) {
            offsets.putInt(offset);
            byte[] part = font.bytes(offset);
            parts.add(part);
            offset += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(offset).put(offsets.array());
        parts.forEach(all::put);
        return Files.write(file, all.array());
    }

    /** The only face of a font file. */
    static Face face(Path file) throws IOException {
        try {
            return new Face(file, Font.createFont(Font.TRUETYPE_FONT, file.toFile()));
        } catch (FontFormatException e) {
            throw new IOException(e);
        }
    }

    private static void requireTextDrawing() {
        boolean draws;
        try {
            Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(halves().bytes(0)));
            draws = true;
        } catch (FontFormatException | IOException e) {
            throw new IllegalStateException(e);
        } catch (LinkageError | InternalError e) {
            draws = false;
        }
        assumeTrue(draws, "this Java cannot draw text: libfontconfig1 or libfreetype6 is missing");
    }

    /**
     * The bytes of the font.
     *
     * @param start the position in the file, which offsets of tables count
     */
    private byte[] bytes(int start) {
        Map<String, byte[]> tables = new TreeMap<>();
        tables.put("cmap", characterMap());
        tables.put("glyf", outlines());
        tables.put("head", head());
        tables.put("hhea", horizontalHeader());
        tables.put("hmtx", advances());
        tables.put("loca", outlineOffsets());
        tables.put("maxp", maximumProfile());
        tables.put("name", names());
        int directory = 12 + TABLE_ENTRY * tables.size();
        int length = directory
                + tables.values().stream().mapToInt(FontFixture::padded).sum();
        ByteBuffer font = ByteBuffer.allocate(length);
        font.putInt(0x10000).putShort((short) tables.size()).putShort((short) 128);
        font.putShort((short) 3).putShort((short) (TABLE_ENTRY * tables.size() - 128));
        int offset = directory;
        for (Map.Entry<String, byte[]> table : tables.entrySet()) {
            byte[] content = table.getValue();
            font.put(ascii(table.getKey())).putInt(0).putInt(start + offset).putInt(content.length);
            font.put(offset, content);
            offset += padded(content);
        }
        return font.array();
    }

    private static int padded(byte[] table) {
        return (table.length + 3) / 4 * 4;
    }

    private int glyphs() {
        return rectangles.size() + 1;
    }

    /** One segment for each character. Glyph 0 is that of missing characters, and is empty. */
    private byte[] characterMap() {
        int segments = rectangles.size() + 1;
        int length = 16 + 8 * segments;
        ByteBuffer map = ByteBuffer.allocate(12 + length);
        map.putShort((short) 0).putShort((short) 1);
        map.putShort((short) 3).putShort((short) 1).putInt(12);
        map.putShort((short) 4).putShort((short) length).putShort((short) 0);
        int power = Integer.highestOneBit(segments);
        map.putShort((short) (2 * segments)).putShort((short) (2 * power));
        map.putShort((short) Integer.numberOfTrailingZeros(power)).putShort((short) (2 * segments - 2 * power));
        rectangles.keySet().forEach(map::putChar);
        map.putShort((short) 0xffff).putShort((short) 0);
        rectangles.keySet().forEach(map::putChar);
        map.putShort((short) 0xffff);
        int glyph = 1;
        for (char character : rectangles.keySet()) {
            map.putShort((short) (glyph++ - character));
        }
        map.putShort((short) 1);
        return map.array();
    }

    /**
     * Each outline is one contour of four points: 10 bytes of header, 24 of points, 2 of padding.
     */
    private byte[] outlines() {
        ByteBuffer outlines = ByteBuffer.allocate(36 * rectangles.size());
        for (int[] r : rectangles.values()) {
            outlines.putShort((short) 1);
            for (int side : r) {
                outlines.putShort((short) side);
            }
            outlines.putShort((short) 3).putShort((short) 0);
            outlines.put(new byte[] {1, 1, 1, 1});
            // Clockwise from the lower left corner, as differences.
            for (int across : new int[] {r[0], 0, r[2] - r[0], 0}) {
                outlines.putShort((short) across);
            }
            for (int up : new int[] {r[1], r[3] - r[1], 0, r[1] - r[3]}) {
                outlines.putShort((short) up);
            }
            outlines.putShort((short) 0);
        }
        return outlines.array();
    }

    private byte[] outlineOffsets() {
        ByteBuffer offsets = ByteBuffer.allocate(4 * (glyphs() + 1)).putInt(0);
        for (int glyph = 0; glyph < glyphs(); glyph++) {
            offsets.putInt(36 * glyph);
        }
        return offsets.array();
    }

    private static byte[] head() {
        ByteBuffer head = ByteBuffer.allocate(54);
        head.putInt(0x10000).putInt(0x10000).putInt(0).putInt(0x5f0f3cf5);
        head.putShort((short) 0).putShort((short) UNITS_PER_EM);
        head.putLong(0).putLong(0);
        head.putShort((short) 0).putShort((short) -1000).putShort((short) 1000).putShort((short) 1000);
        // Long offsets in loca.
        head.putShort((short) 0).putShort((short) 8).putShort((short) 2).putShort((short) 1);
        return head.array();
    }

    private byte[] horizontalHeader() {
        ByteBuffer header = ByteBuffer.allocate(36);
        header.putInt(0x10000).putShort((short) 800).putShort((short) -200);
        header.position(10).putShort((short) 1000);
        header.putShort(34, (short) glyphs());
        return header.array();
    }

    private byte[] advances() {
        ByteBuffer advances = ByteBuffer.allocate(4 * glyphs()).putInt(1000 << 16);
        for (int[] r : rectangles.values()) {
            advances.putShort((short) 1000).putShort((short) r[0]);
        }
        return advances.array();
    }

    private byte[] maximumProfile() {
        ByteBuffer profile = ByteBuffer.allocate(32);
        profile.putInt(0x10000).putShort((short) glyphs());
        profile.putShort((short) 4).putShort((short) 1);
        profile.putShort(14, (short) 2);
        return profile.array();
    }

    private static byte[] names() {
        byte[] name = "Fixture".getBytes(StandardCharsets.UTF_16BE);
        int[] identifiers = {1, 2, 4, 6};
        ByteBuffer names = ByteBuffer.allocate(6 + 12 * identifiers.length + name.length);
        names.putShort((short) 0).putShort((short) identifiers.length);
        names.putShort((short) (6 + 12 * identifiers.length));
        for (int identifier : identifiers) {
            names.putShort((short) 3).putShort((short) 1).putShort((short) 0x409);
            names.putShort((short) identifier).putShort((short) name.length).putShort((short) 0);
        }
        return names.put(name).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
