#!/usr/bin/python3
"""Writes the golden files of gan-datasets' image reader: small images of many kinds, and the pixels Pillow reads from them.

Needs Debian's python3-numpy and python3-pil; no part of the build. Run it from the repository's root:

    /usr/bin/python3 scripts/golden/images.py

pixels.txt has a line for each image: its name, width, height, and the levels of red, green and blue as Pillow reads them, row by
row, in base64. Orientation is applied (ImageOps.exif_transpose), colour profiles are ignored, which is Pillow's default, and what
is transparent stands before white. The same script writes resized.txt, means over areas and Pillow's own filters.
"""

import base64
import glob
import io
import os
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps

TARGET = "gan-datasets/src/test/resources/org/ganlib/datasets/image/golden"
WIDTH, HEIGHT = 19, 13


def picture(channels, levels=256, width=WIDTH, height=HEIGHT):
    """Slopes and waves, so that rows, columns and channels all differ: [height, width, channels] from 0 to levels − 1."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    planes = [
        x / (width - 1),
        y / (height - 1),
        0.5 + 0.5 * np.sin(0.55 * x + 0.3 * y),
        0.35 + 0.65 * ((x + 2 * y) % 11) / 10,
    ]
    if channels < 3:
        planes = [0.6 * planes[0] + 0.4 * planes[1] * planes[2], planes[3]]
    return np.stack([np.rint(p * (levels - 1)) for p in planes[:channels]], -1).astype(np.int64)


COLOURS = Image.fromarray(picture(3).astype(np.uint8), "RGB")
GREY = Image.fromarray(picture(1)[..., 0].astype(np.uint8), "L")
CLEAR = Image.fromarray(picture(4).astype(np.uint8), "RGBA")


def write(name, content):
    with open(os.path.join(TARGET, name), "wb") as file:
        file.write(content)


def saved(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


# --- PNG, written here because Pillow writes neither interlaced files nor all depths ---


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def rows(samples, depth):
    """Packed rows, each behind its filter; filters take turns."""
    height, width, channels = samples.shape
    packed = []
    for row in samples.reshape(height, width * channels):
        if depth == 16:
            packed.append(row.astype(">u2").tobytes())
        else:
            bits = "".join(format(int(v), "0%db" % depth) for v in row)
            bits += "0" * (-len(bits) % 8)
            packed.append(bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)))
    step = max(1, channels * depth // 8)
    before, out = bytes(len(packed[0])), b""
    for number, row in enumerate(packed):
        kind = number % 3
        if kind == 1:
            row_out = bytes((v - (row[i - step] if i >= step else 0)) & 255 for i, v in enumerate(row))
        elif kind == 2:
            row_out = bytes((v - before[i]) & 255 for i, v in enumerate(row))
        else:
            row_out = row
        out += bytes([kind]) + row_out
        before = row
    return out


def png(samples, depth, kind, interlaced=False, before=b"", after=b""):
    height, width, _ = samples.shape
    if interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        parts = [samples[y::dy, x::dx] for x, y, dx, dy in passes]
        data = b"".join(rows(part, depth) for part in parts if part.size)
    else:
        data = rows(samples, depth)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced)))
        + before
        + chunk(b"IDAT", zlib.compress(data, 9))
        + after
        + chunk(b"IEND", b"")
    )


def pngs():
    for interlaced in (False, True):
        end = "-interlaced.png" if interlaced else ".png"
        for depth in (1, 2, 4, 8, 16):
            write("grey%d%s" % (depth, end), png(picture(1, 2**depth), depth, 0, interlaced))
            if depth <= 8:
                colours = picture(3, 256).reshape(-1, 3)[:: max(1, 247 // 2**depth)][: 2**depth].astype(np.uint8)
                indices = picture(1, len(colours))
                palette = chunk(b"PLTE", colours.tobytes())
                write("palette%d%s" % (depth, end), png(indices, depth, 3, interlaced, palette))
            if depth >= 8:
                write("rgb%d%s" % (depth, end), png(picture(3, 2**depth), depth, 2, interlaced))
                write("grey-alpha%d%s" % (depth, end), png(picture(2, 2**depth), depth, 4, interlaced))
                write("rgba%d%s" % (depth, end), png(picture(4, 2**depth), depth, 6, interlaced))
    colours = picture(3).reshape(-1, 3)[::16].astype(np.uint8)
    palette = chunk(b"PLTE", colours.tobytes())
    write(
        "palette-transparent.png",
        png(picture(1, len(colours)), 8, 3, False, palette + chunk(b"tRNS", bytes([0, 40, 80, 120, 160, 255]))),
    )
    half = picture(1, 4)
    write("grey2-transparent.png", png(half, 2, 0, False, chunk(b"tRNS", struct.pack(">H", 2))))
    grey = picture(1)
    write("grey8-transparent.png", png(grey, 8, 0, False, chunk(b"tRNS", struct.pack(">H", int(grey[6, 9, 0])))))
    rgb = picture(3)
    rgb[2:5, 3:9] = rgb[2, 3]
    write("rgb8-transparent.png", png(rgb, 8, 2, False, chunk(b"tRNS", struct.pack(">HHH", *map(int, rgb[2, 3])))))
    write("rgb8-gamma.png", png(picture(3), 8, 2, False, chunk(b"gAMA", struct.pack(">I", 100000))))
    write("rgb8-profile.png", png(picture(3), 8, 2, False, chunk(b"iCCP", b"x\0\0" + zlib.compress(swapped_profile()))))
    write("grey8-profile.png", png(grey, 8, 0, False, chunk(b"iCCP", b"x\0\0" + zlib.compress(swapped_profile()))))
    write("rgb8-odd-profile.png", png(picture(3), 8, 2, False, chunk(b"iCCP", b"x\0\0not compressed")))
    write("rgb8-orientation6.png", png(picture(3), 8, 2, False, chunk(b"eXIf", exif(6))))
    write("rgb8-orientation-long.png", png(picture(3), 8, 2, False, chunk(b"eXIf", odd_orientations()["long"])))
    write("rgb8-orientation3-behind.png", png(picture(3), 8, 2, False, b"", chunk(b"eXIf", exif(3, "<"))))


# --- what files say of their images ---


def exif(orientation, order=">"):
    """The TIFF structure of an EXIF block with one entry."""
    return exif_of([(3, struct.pack(order + "H", orientation))], order)


def exif_of(orientations, order=">"):
    """The TIFF structure of an EXIF block with an entry for each orientation: its type and its values, packed in that order."""
    mark = b"MM\0*" if order == ">" else b"II*\0"
    sizes = {1: 1, 3: 2, 4: 4, 5: 8, 6: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
    entries, behind = b"", b""
    for kind, values in orientations:
        place = values.ljust(4, b"\0")
        if len(values) > 4:
            place = struct.pack(order + "I", 8 + 2 + 12 * len(orientations) + 4 + len(behind))
            behind += values
        entries += struct.pack(order + "HHI", 0x0112, kind, len(values) // sizes[kind]) + place
    return mark + struct.pack(order + "IH", 8, len(orientations)) + entries + bytes(4) + behind


def odd_orientations():
    """Blocks of EXIF whose orientation is no single SHORT, as Exif has it."""
    return {
        "long": exif_of([(4, struct.pack(">I", 6))]),
        "long-other-order": exif_of([(4, struct.pack("<I", 6))], "<"),
        "long-too-large": exif_of([(4, struct.pack(">I", 0x10006))]),
        "signed-byte": exif_of([(6, struct.pack(">b", 6))]),
        "signed-short": exif_of([(8, struct.pack(">h", 6))]),
        "signed-long": exif_of([(9, struct.pack(">i", 6))]),
        "signed-long-negative": exif_of([(9, struct.pack(">i", -6))]),
        "directory": exif_of([(13, struct.pack(">I", 6))]),
        "rational": exif_of([(5, struct.pack(">II", 12, 2))]),
        "rational-between": exif_of([(5, struct.pack(">II", 13, 2))]),
        "signed-rational": exif_of([(10, struct.pack(">ii", -12, -2))]),
        "float": exif_of([(11, struct.pack(">f", 6))]),
        "double": exif_of([(12, struct.pack(">d", 6))]),
        "byte": exif_of([(1, struct.pack(">B", 6))]),
        "pair": exif_of([(3, struct.pack(">HH", 6, 1))]),
        "triple": exif_of([(3, struct.pack(">HHH", 6, 1, 1))]),
        "empty": exif_of([(3, b"")]),
        "twice": exif_of([(3, struct.pack(">H", 6)), (3, struct.pack(">H", 3))]),
    }


def profile_of(space):
    """A colour profile. Littlecms dates it; the date of the files that lie here leaves them as they are."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes())
    profile[24:36] = struct.pack(">6H", 2026, 11, 29, 17, 23, 0)
    return profile


def swapped_profile():
    """A colour profile whose red is green: whoever applies it is found out."""
    profile = profile_of("sRGB")
    for i in range(128, 128 + 4 + 12 * 20, 4):
        if profile[i : i + 4] == b"rXYZ":
            profile[i : i + 4] = b"gXYZ"
        elif profile[i : i + 4] == b"gXYZ":
            profile[i : i + 4] = b"rXYZ"
    return bytes(profile)


# --- JPEG ---


def segment(marker, content):
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def with_segment(jpeg, marker, content):
    return jpeg[:2] + segment(marker, content) + jpeg[2:]


def without(jpeg, unwanted):
    """Takes away the segments of these markers."""
    out, at = jpeg[:2], 2
    while jpeg[at + 1] != 0xDA:
        length = 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        if jpeg[at + 1] not in unwanted:
            out += jpeg[at : at + length]
        at += length
    return out + jpeg[at:]


def adobe(transform):
    return b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform)


def with_component_names(jpeg, names):
    """Writes other names of the components into the frame's and the scan's header."""
    out = bytearray(jpeg)
    at = 2
    while True:
        marker, length = out[at + 1], struct.unpack(">H", out[at + 2 : at + 4])[0]
        if marker in (0xC0, 0xC1, 0xC2):
            for i, name in enumerate(names):
                out[at + 10 + 3 * i] = name
        if marker == 0xDA:
            for i, name in enumerate(names):
                out[at + 5 + 2 * i] = name
            return bytes(out)
        at += 2 + length


def icc(part, parts, content):
    return b"ICC_PROFILE\0" + bytes([part, parts]) + content


def jpegs():
    for subsampling, name in enumerate(("444", "422", "420")):
        for progressive in (False, True):
            write(
                "rgb-%s%s.jpg" % (name, "-progressive" if progressive else ""),
                saved(COLOURS, "JPEG", quality=92, subsampling=subsampling, progressive=progressive),
            )
    write("rgb-420-quality40.jpg", saved(COLOURS, "JPEG", quality=40))
    write("grey.jpg", saved(GREY, "JPEG", quality=92))
    write("grey-progressive.jpg", saved(GREY, "JPEG", quality=92, progressive=True))
    plain = saved(COLOURS, "JPEG", quality=92, subsampling=0)
    grey = saved(GREY, "JPEG", quality=92)
    for orientation in range(1, 9):
        order = ">" if orientation % 2 else "<"
        write(
            "orientation%d.jpg" % orientation,
            with_segment(plain, 0xE1, b"Exif\0\0" + exif(orientation, order)),
        )
    for name, block in odd_orientations().items():
        write("orientation-%s.jpg" % name, with_segment(plain, 0xE1, b"Exif\0\0" + block))
    write("grey-orientation6.jpg", with_segment(grey, 0xE1, b"Exif\0\0" + exif(6)))
    write("orientation-none.jpg", with_segment(plain, 0xE1, b"Exif\0\0" + exif(9)))
    write("exif-damaged.jpg", with_segment(plain, 0xE1, b"Exif\0\0MM\0*\xff\xff\xff\xff"))

    profile = swapped_profile()
    write("profile.jpg", with_segment(plain, 0xE2, icc(1, 1, profile)))
    write("grey-profile.jpg", with_segment(grey, 0xE2, icc(1, 1, profile)))
    half = len(profile) // 2
    parts = icc(1, 2, profile[:half]), icc(2, 2, profile[half:])
    write("profile-in-parts.jpg", with_segment(with_segment(plain, 0xE2, parts[1]), 0xE2, parts[0]))
    write("profile-part-missing.jpg", with_segment(plain, 0xE2, parts[0]))
    write("profile-part-twice.jpg", with_segment(with_segment(plain, 0xE2, parts[0]), 0xE2, parts[0]))
    write("profile-part-7-of-2.jpg", with_segment(plain, 0xE2, icc(7, 2, profile)))
    write("profile-cut-off.jpg", with_segment(plain, 0xE2, icc(1, 1, profile[:100])))
    write("profile-empty.jpg", with_segment(plain, 0xE2, icc(1, 1, b"")))
    write("profile-nonsense.jpg", with_segment(plain, 0xE2, icc(0, 0, b"nonsense")))

    write("no-marker.jpg", without(plain, {0xE0}))
    write("no-marker-names-012.jpg", with_component_names(without(plain, {0xE0}), (0, 1, 2)))
    write("no-marker-names-rgb.jpg", with_component_names(without(plain, {0xE0}), b"RGB"))
    write("adobe-ycc.jpg", with_segment(without(plain, {0xE0}), 0xEE, adobe(1)))
    write("adobe-rgb.jpg", with_segment(without(plain, {0xE0}), 0xEE, adobe(0)))
    write("jfif-and-adobe-rgb.jpg", plain[:20] + segment(0xEE, adobe(0)) + plain[20:])
    write("comment-and-more.jpg", with_segment(with_segment(plain, 0xFE, b"a comment"), 0xED, b"Photoshop 3.0\0"))
    write("bytes-behind.jpg", plain + b"\0" * 37)
    write("bytes-before-end.jpg", plain[:-2] + b"\0" * 3 + plain[-2:])

    inks = picture(4, 200)
    inks[0, :] = 0
    inks[4:7, 4:7] = [0, 0, 0, 128]
    inks[4:7, 8:11] = [128, 128, 128, 0]
    cmyk = Image.fromarray(inks.astype(np.uint8), "CMYK")
    for subsampling in (0, 2):
        made = saved(cmyk, "JPEG", quality=95, subsampling=subsampling)
        name = "444" if subsampling == 0 else "420"
        write("cmyk-%s.jpg" % name, made)
        write("ycck-%s.jpg" % name, made.replace(adobe(0), adobe(2)) if adobe(0) in made else with_segment(made, 0xEE, adobe(2)))
    made = saved(cmyk, "JPEG", quality=95, progressive=True)
    write("cmyk-progressive.jpg", made)
    write("cmyk-no-marker.jpg", without(saved(cmyk, "JPEG", quality=95), {0xEE, 0xE0}))
    write("cmyk-profile.jpg", with_segment(saved(cmyk, "JPEG", quality=95), 0xE2, icc(1, 1, profile)))
    write("cmyk-orientation8.jpg", with_segment(saved(cmyk, "JPEG", quality=95), 0xE1, b"Exif\0\0" + exif(8)))
    middle = Image.new("CMYK", (8, 8), (0, 0, 0, 127))
    write("cmyk-middle-grey.jpg", saved(middle, "JPEG", quality=100))


# --- GIF ---


def gifs():
    palette = COLOURS.quantize(64, method=Image.Quantize.MEDIANCUT)
    write("palette.gif", saved(palette, "GIF", interlace=0))
    write("palette-interlaced.gif", saved(palette, "GIF", interlace=1))
    write("grey.gif", saved(GREY, "GIF"))
    write("two-colours.gif", saved(GREY.convert("1"), "GIF"))
    write("transparent.gif", saved(palette, "GIF", transparency=int(np.asarray(palette)[6, 9])))
    write("animated.gif", saved(palette, "GIF", save_all=True, append_images=[ImageOps.flip(palette)], duration=100))
    # A frame that is smaller than its screen: the numbers of the image descriptor's corner and of the screen's size are changed.
    inside = bytearray(saved(palette, "GIF", interlace=0, transparency=int(np.asarray(palette)[6, 9])))
    inside[6:10] = struct.pack("<HH", WIDTH + 7, HEIGHT + 5)
    at = inside.index(b"\x2c" + struct.pack("<HHHH", 0, 0, WIDTH, HEIGHT))
    inside[at + 1 : at + 5] = struct.pack("<HH", 4, 3)
    write("smaller-than-screen.gif", bytes(inside))


# --- BMP ---


def bmp(bits, data, compression=0, colours=b"", masks=b"", top_down=False, size=40):
    height = -HEIGHT if top_down else HEIGHT
    header = struct.pack("<IiiHHIIiiII", size, WIDTH, height, 1, bits, compression, len(data), 2835, 2835, len(colours) // 4, 0)
    header += masks if size > 40 else b""
    header += bytes(size - len(header))
    rest = masks if size == 40 else b""
    start = 14 + len(header) + len(rest) + len(colours)
    return b"BM" + struct.pack("<IHHI", start + len(data), 0, 0, start) + header + rest + colours + data


def bmp_rows(values, kind, top_down=False):
    values = values if top_down else values[::-1]
    return b"".join((row.astype(kind).tobytes() + bytes(3))[: (len(row.astype(kind).tobytes()) + 3) // 4 * 4] for row in values)


def run_lengths(rows8):
    out = b""
    for row in rows8[::-1]:
        at = 0
        while at < len(row):
            end = at
            while end < len(row) and row[end] == row[at] and end - at < 255:
                end += 1
            out += bytes([end - at, int(row[at])])
            at = end
        out += b"\0\0"
    return out[:-2] + b"\0\1"


def bmps():
    write("rgb24.bmp", saved(COLOURS, "BMP"))
    write("grey8.bmp", saved(GREY, "BMP"))
    write("bilevel.bmp", saved(GREY.convert("1"), "BMP"))
    write("palette8.bmp", saved(COLOURS.quantize(64, method=Image.Quantize.MEDIANCUT), "BMP"))
    rgb = picture(3)
    write("rgb24-top-down.bmp", bmp(24, bmp_rows(rgb[..., ::-1].reshape(HEIGHT, -1), "u1", True), top_down=True))
    four = np.concatenate([rgb[..., ::-1], np.zeros((HEIGHT, WIDTH, 1), int)], -1)
    write("rgb32.bmp", bmp(32, bmp_rows(four.reshape(HEIGHT, -1), "u1")))
    small = np.rint(rgb * 31 / 255).astype(int)
    write("rgb15.bmp", bmp(16, bmp_rows(small[..., 0] << 10 | small[..., 1] << 5 | small[..., 2], "<u2")))
    green = np.rint(rgb[..., 1] * 63 / 255).astype(int)
    write(
        "rgb16-fields.bmp",
        bmp(
            16,
            bmp_rows(small[..., 0] << 11 | green << 5 | small[..., 2], "<u2"),
            compression=3,
            masks=struct.pack("<III", 0xF800, 0x07E0, 0x001F),
        ),
    )
    colours = np.concatenate([rgb.reshape(-1, 3)[::16][:16, ::-1], np.zeros((16, 1), int)], -1).astype(np.uint8)
    indices = picture(1, 16)[..., 0]
    pairs = np.concatenate([indices, np.zeros((HEIGHT, WIDTH % 2), int)], -1)
    write("palette4.bmp", bmp(4, bmp_rows(pairs[:, ::2] << 4 | pairs[:, 1::2], "u1"), colours=colours.tobytes()))
    write("palette8-run-length.bmp", bmp(8, run_lengths(indices), compression=1, colours=colours.tobytes()))


# --- TIFF, written here where Pillow writes no such file ---


def packed(samples, depth=8, order="<"):
    return samples.astype(order + "u%d" % (depth // 8)).tobytes()


def tiff(samples, photometric, depth=8, order="<", fields=(), planar=False, strips=None, rows=HEIGHT, compression=1):
    """A file of one strip, of one for each channel, or of these. Fields are (tag, type, values); values of unknown types are bytes."""
    height, width, channels = samples.shape
    if strips is None:
        strips = [packed(plane, depth, order) for plane in (np.moveaxis(samples, -1, 0) if planar else [samples])]
    places = [8 + sum(len(strip) for strip in strips[:i]) for i in range(len(strips))]
    entries = [
        (256, 3, [width]),
        (257, 3, [height]),
        (258, 3, [depth] * channels),
        (259, 3, [compression]),
        (262, 3, [photometric]),
        (273, 4, places),
        (277, 3, [channels]),
        (278, 3, [rows]),
        (279, 4, [len(strip) for strip in strips]),
        (284, 3, [2 if planar else 1]),
    ]
    entries = sorted(entries + list(fields))
    start = places[-1] + len(strips[-1])
    start += start % 2
    directory, behind = struct.pack(order + "H", len(entries)), b""
    for tag, kind, values in entries:
        content = struct.pack(order + {3: "H", 4: "I"}.get(kind, "B") * len(values), *values)
        place = content.ljust(4, b"\0")
        if len(content) > 4:
            place = struct.pack(order + "I", start + 2 + 12 * len(entries) + 4 + len(behind))
            behind += content + bytes(len(content) % 2)
        directory += struct.pack(order + "HHI", tag, kind, len(values)) + place
    mark = b"MM\0*" if order == ">" else b"II*\0"
    head = mark + struct.pack(order + "I", start) + b"".join(strips)
    return head.ljust(start, b"\0") + directory + bytes(4) + behind


def more_channels(count, levels=256):
    """The four channels of the picture, and further ones that are other than these."""
    four = picture(4, levels)
    return np.concatenate([four, levels - 1 - four[..., ::-1]], -1)[..., :count]


def extra_samples():
    """Channels beside the colours: transparency, or others, which Pillow ignores."""
    kinds = lambda *values: [(338, 3, list(values))]
    four, wide = more_channels(4), more_channels(4, 65536)
    write("rgb-unspecified.tif", tiff(four, 2, fields=kinds(0)))
    write("rgb-unspecified-planar.tif", tiff(four, 2, fields=kinds(0), planar=True))
    write("rgb-unspecified-long.tif", tiff(four, 2, fields=[(338, 4, [0])]))
    for order, name in (("<", ""), (">", "-other-order")):
        write("rgb-unspecified16%s.tif" % name, tiff(wide, 2, 16, order, kinds(0)))
    write("rgb-two-unspecified.tif", tiff(more_channels(5), 2, fields=kinds(0, 0)))
    write("rgb-three-unspecified.tif", tiff(more_channels(6), 2, fields=kinds(0, 0, 0)))
    write("rgba-unspecified.tif", tiff(more_channels(5), 2, fields=kinds(2, 0)))
    write("rgba-two-unspecified.tif", tiff(more_channels(6), 2, fields=kinds(2, 0, 0)))
    write("rgba-nothing-said.tif", tiff(four, 2))
    write("rgba-unknown.tif", tiff(four, 2, fields=kinds(999)))
    write("rgba16.tif", tiff(wide, 2, 16, fields=kinds(2)))
    write("grey-alpha.tif", tiff(picture(2), 1, fields=kinds(2)))
    premultiplied = more_channels(6)
    premultiplied[..., :3] = premultiplied[..., :3] * premultiplied[..., 3:4] // 255
    write("rgba-premultiplied.tif", tiff(premultiplied[..., :4], 2, fields=kinds(1)))
    write("rgba-premultiplied-unspecified.tif", tiff(premultiplied[..., :5], 2, fields=kinds(1, 0)))
    write("rgba-premultiplied-too-bright.tif", tiff(four, 2, fields=kinds(1)))
    inks = more_channels(6, 200)
    write("cmyk-unspecified.tif", tiff(inks[..., :5], 5, fields=kinds(0)))
    write("cmyk-two-unspecified.tif", tiff(inks, 5, fields=kinds(0, 0)))
    write("cmyk16.tif", tiff(picture(4, 50000), 5, 16))


def profiles_in_tiff():
    """Profiles that are odd, and fields that have nothing to do with pixels."""
    profiles = {
        "damaged": b"no profile" * 30,
        "empty": b"",
        "cut-off": swapped_profile()[:200],
        "lab": bytes(profile_of("LAB")),
        "swapped": swapped_profile(),
    }
    kinds = {"grey": (1, picture(1)), "rgb": (2, picture(3)), "rgba": (2, picture(4)), "cmyk": (5, picture(4, 200))}
    for name, profile in profiles.items():
        for kind, (photometric, samples) in kinds.items():
            fields = [(34675, 7, list(profile))] + ([(338, 3, [2])] if kind == "rgba" else [])
            write("%s-profile-%s.tif" % (kind, name), tiff(samples, photometric, fields=fields))
    write("rgb-field-of-unknown-type.tif", tiff(picture(3), 2, fields=[(270, 14, [1, 2, 3])]))
    write("rgb-field-of-no-type.tif", tiff(picture(3), 2, order=">", fields=[(260, 0, [7])]))
    write("rgb-exif-nowhere.tif", tiff(picture(3), 2, fields=[(34665, 4, [0xFFFFFFF0])]))
    colours = np.random.default_rng(0).integers(0, 65536, 768).tolist()
    write("grey-with-palette.tif", tiff(picture(1), 1, fields=[(320, 3, colours)]))


def jpeg_in_tiff():
    """JPEG in strips, with profiles and marks of its own. Only PhotometricInterpretation says what its components are."""
    plain = saved(COLOURS, "JPEG", quality=92, subsampling=0)
    bare = without(plain, {0xE0})
    with_profile = with_segment(plain, 0xE2, icc(1, 1, swapped_profile()))
    grey = with_segment(saved(GREY, "JPEG", quality=92), 0xE2, icc(1, 1, swapped_profile()))
    subsampling = [(530, 3, [1, 1])]
    for name, photometric, jpeg in (
        ("rgb-jpeg-profile", 6, with_profile),
        ("rgb-jpeg-profile-damaged", 6, with_segment(plain, 0xE2, icc(7, 2, b"no profile"))),
        ("rgb-jpeg-no-marker", 6, bare),
        ("rgb-jpeg-adobe-rgb", 6, with_segment(bare, 0xEE, adobe(0))),
        ("rgb-jpeg-not-converted", 2, plain),
        ("rgb-jpeg-not-converted-no-marker", 2, bare),
        ("rgb-jpeg-not-converted-adobe-ycc", 2, with_segment(bare, 0xEE, adobe(1))),
        ("rgb-jpeg-names-rgb", 6, with_component_names(bare, b"RGB")),
    ):
        write(name + ".tif", tiff(picture(3), photometric, fields=subsampling, strips=[jpeg], compression=7))
    write("grey-jpeg-profile.tif", tiff(picture(1), 1, strips=[grey], compression=7))
    inks = Image.fromarray(picture(4, 200).astype(np.uint8), "CMYK")
    write("cmyk-jpeg.tif", saved(inks, "TIFF", compression="jpeg", quality=92))
    four = without(saved(Image.fromarray(picture(4).astype(np.uint8), "CMYK"), "JPEG", quality=92), {0xE0, 0xEE})
    write("rgba-jpeg.tif", tiff(picture(4), 2, fields=[(338, 3, [2])], strips=[four], compression=7))
    write("rgb-jpeg-unspecified.tif", tiff(picture(4), 2, fields=[(338, 3, [0])], strips=[four], compression=7))
    # Two strips, whose tables lie in a field of their own.
    strips = [saved(COLOURS.crop((0, top, WIDTH, end)), "JPEG", quality=92, subsampling=0) for top, end in ((0, 8), (8, HEIGHT))]
    tables = without(strips[0], {0xE0, 0xC0})
    tables = tables[: tables.index(b"\xff\xda")] + b"\xff\xd9"
    abbreviated = [with_segment(without(strip, {0xE0, 0xDB, 0xC4}), 0xE2, icc(1, 1, swapped_profile())) for strip in strips]
    for order, name in (("<", ""), (">", "-other-order")):
        fields = subsampling + [(347, 7, list(tables))]
        write("rgb-jpeg-strips%s.tif" % name, tiff(picture(3), 6, order=order, fields=fields, strips=abbreviated, rows=8, compression=7))


def tiffs():
    for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"):
        write("rgb-%s.tif" % compression.replace("tiff_", "").replace("_", "-"), saved(COLOURS, "TIFF", compression=compression))
    for subsampling, name in ((0, "444"), (2, "420")):
        write("rgb-jpeg-%s.tif" % name, saved(COLOURS, "TIFF", compression="jpeg", quality=90, subsampling=subsampling))
    write("grey.tif", saved(GREY, "TIFF"))
    write("grey-white-is-zero.tif", saved(GREY, "TIFF", tiffinfo={262: 0}))
    write("bilevel.tif", saved(GREY.convert("1"), "TIFF"))
    write("bilevel-group4.tif", saved(GREY.convert("1"), "TIFF", compression="group4"))
    write("palette.tif", saved(COLOURS.quantize(64, method=Image.Quantize.MEDIANCUT), "TIFF"))
    write("rgba.tif", saved(CLEAR, "TIFF"))
    write("grey16.tif", saved(Image.fromarray(picture(1, 65536)[..., 0].astype(np.uint16)), "TIFF"))
    inks = picture(4, 200)
    write("cmyk.tif", saved(Image.fromarray(inks.astype(np.uint8), "CMYK"), "TIFF"))
    write("rgb-profile.tif", saved(COLOURS, "TIFF", icc_profile=swapped_profile()))
    write("two-pages.tif", saved(COLOURS, "TIFF", save_all=True, append_images=[ImageOps.flip(COLOURS)]))
    for orientation in (2, 5, 6):
        write("orientation%d.tif" % orientation, saved(COLOURS, "TIFF", tiffinfo={274: orientation}))
    write("orientation-long.tif", tiff(picture(3), 2, fields=[(274, 4, [6])]))
    extra_samples()
    profiles_in_tiff()
    jpeg_in_tiff()


# --- WebP ---


def webps():
    write("lossless.webp", saved(COLOURS, "WEBP", lossless=True))
    write("lossless-alpha.webp", saved(CLEAR, "WEBP", lossless=True, exact=True))
    write("lossless-palette.webp", saved(COLOURS.quantize(12).convert("RGB"), "WEBP", lossless=True))
    write("lossless-grey.webp", saved(GREY.convert("RGB"), "WEBP", lossless=True))
    for quality in (30, 80, 100):
        write("lossy%d.webp" % quality, saved(COLOURS, "WEBP", quality=quality, method=6))
    write("lossy-alpha.webp", saved(CLEAR, "WEBP", quality=80))
    write("lossy-orientation6.webp", saved(COLOURS, "WEBP", quality=80, exif=b"Exif\0\0" + exif(6)))
    write("lossy-orientation-long.webp", saved(COLOURS, "WEBP", quality=80, exif=b"Exif\0\0" + odd_orientations()["long"]))
    write("lossless-profile.webp", saved(COLOURS, "WEBP", lossless=True, icc_profile=swapped_profile()))
    large = Image.fromarray(picture(3, width=90, height=70).astype(np.uint8), "RGB")
    write("lossy-larger.webp", saved(large, "WEBP", quality=75))


# --- what Pillow makes of them ---


def levels(name):
    image = Image.open(os.path.join(TARGET, name))
    if image.format != "TIFF":
        # Pillow turns TIFF when it loads it, and 9.4 would do it again here.
        image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):
        grey = np.asarray(image).astype(float) / 257
        return np.stack([grey] * 3, -1)
    if image.mode in ("LA", "RGBA", "PA") or "transparency" in image.info:
        clear = np.asarray(image.convert("RGBA")).astype(float)
        return 255 + clear[..., 3:] / 255 * (clear[..., :3] - 255)
    return np.asarray(image.convert("RGB")).astype(float)


def pixels():
    lines = []
    for path in sorted(glob.glob(os.path.join(TARGET, "*.*"))):
        name = os.path.basename(path)
        if name.endswith(".txt"):
            continue
        values = np.rint(levels(name)).astype(np.uint8)
        lines.append("%s %d %d %s\n" % (name, values.shape[1], values.shape[0], base64.b64encode(values.tobytes()).decode()))
    write("pixels.txt", "".join(lines).encode())


# --- resizing ---


def area_mean(plane, height, width):
    """The mean over the area that each new pixel covers, pixels being squares of one level."""

    def shares(size, new):
        edges = np.arange(new + 1) * size / new
        starts = np.maximum(edges[:-1, None], np.arange(size)[None])
        ends = np.minimum(edges[1:, None], np.arange(size)[None] + 1)
        return np.maximum(0, ends - starts) * new / size

    return shares(plane.shape[0], height) @ plane @ shares(plane.shape[1], width).T


def resized():
    plane = picture(3, width=23, height=17)[..., 2].astype(np.float64)
    plane[::2] = 255 - plane[::2]
    lines = ["plane 17 23 " + " ".join("%g" % v for v in plane.ravel())]
    for height, width in ((7, 9), (17, 10), (5, 23), (20, 31)):
        lines.append("box %d %d " % (height, width) + " ".join("%.9g" % v for v in area_mean(plane, height, width).ravel()))
    image = Image.fromarray(plane.astype(np.float32), "F")
    filters = {"nearest": Image.NEAREST, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}
    for name, kind in filters.items():
        for height, width in ((7, 9), (20, 31)):
            made = np.asarray(image.resize((width, height), kind))
            lines.append("%s %d %d " % (name, height, width) + " ".join("%.7g" % v for v in made.ravel()))
    # Where the factor is whole, Pillow has the mean over areas twice: as a filter and as reduce.
    even = image.crop((0, 0, 20, 16))
    made = np.asarray(even.resize((5, 8), Image.BOX))
    assert np.allclose(made, np.asarray(even.reduce((4, 2))), atol=1e-4)
    assert np.allclose(made, area_mean(plane[:16, :20], 8, 5), atol=1e-4)
    write("resized.txt", ("\n".join(lines) + "\n").encode())


os.makedirs(TARGET, exist_ok=True)
for old in glob.glob(os.path.join(TARGET, "*")):
    os.remove(old)
for make in (pngs, jpegs, gifs, bmps, tiffs, webps, pixels, resized):
    make()
