#!/usr/bin/env python3
"""Builds the PDF faces in templates/render/fonts from Debian's packages.

    apt-get install fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai fonts-hanazono unicode-data python3-fonttools
    /usr/bin/python3 scripts/fonts/build.py [face ...]

The faces are static TrueType without hints and layout tables: a PDF of running Chinese text uses neither, and the PDF maker
opens and subsets TrueType outlines about twice as fast as CFF. Names are changed because two of the sources reserve theirs.
"""

import bz2
import hashlib
import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

OUT = Path(__file__).resolve().parents[2] / "templates/render/fonts"
NOTO = Path("/usr/share/fonts/opentype/noto")
SERIF_SC = 2
SANS_SC = 2

# Not Hangul: 11,000 glyphs that no document here needs.
SYMBOLS = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x2FF), (0x370, 0x3FF), (0x400, 0x4FF), (0x1E00, 0x1EFF), (0x2010, 0x2027),
    (0x2030, 0x205E), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF),
    (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x24FF), (0x2500, 0x257F), (0x2580, 0x259F), (0x25A0, 0x25FF),
    (0x2600, 0x26FF), (0x2700, 0x27BF), (0x2E80, 0x2FDF), (0x2FF0, 0x2FFB), (0x3000, 0x303F), (0x3040, 0x30FF),
    (0x3100, 0x312F), (0x31A0, 0x31BF), (0x31C0, 0x31E3), (0x3200, 0x32FF), (0x3300, 0x33FF), (0xFE10, 0xFE1F),
    (0xFE30, 0xFE4F), (0xFF01, 0xFFEE),
]
HAN = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F), (0x30000, 0x323AF)]


def spread(ranges):
    return {c for first, last in ranges for c in range(first, last + 1)}


def gb2312_han():
    """The 6,763 characters of GB 2312, by decoding its plane."""
    found = set()
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return found


def standard_han():
    """The 8,105 characters of the 2013 table of standard characters (Unihan kTGH)."""
    text = bz2.open("/usr/share/unicode/Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8").read()
    return {int(line.split("\t")[0][2:], 16) for line in text.splitlines() if "\tkTGH\t" in line}


def reduce_to(font, characters):
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.desubroutinize = True
    options.name_IDs = [0, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "GDEF", "DSIG", "STAT", "FFTM", "meta", "gasp", "cvt ", "fpgm", "prep", "kern", "hdmx", "LTSH", "VDMX"]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=characters)
    worker.subset(font)


def to_truetype(font):
    """CFF outlines become quadratic ones, at most one unit (1/1000 em) off."""
    order = font.getGlyphOrder()
    glyphs = font.getGlyphSet()
    quadratic = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        quadratic[name] = pen.glyph()
    glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = quadratic
    font["loca"] = newTable("loca")
    font["glyf"] = glyf
    for name, glyph in quadratic.items():
        glyph.recalcBounds(glyf)
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    del font["CFF "]
    font["maxp"] = maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    for field in ("maxZones",):
        setattr(maxp, field, 1)
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions", "maxComponentElements"):
        setattr(maxp, field, 0)
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font, family, weight, copyright_line):
    name = font["name"]
    name.names = []
    full = family if weight == "Regular" else f"{family} {weight}"
    postscript = f"{family.replace(' ', '')}-{weight}"
    licence = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    rows = {0: copyright_line, 1: family, 2: weight, 3: postscript, 4: full, 5: "Version 1.0", 6: postscript, 13: licence, 14: "https://openfontlicense.org"}
    for key, value in rows.items():
        name.setName(value, key, 3, 1, 0x409)
    font["post"].formatType = 3.0


def level_metrics(font):
    """One em of line height in every face, so that a line with a rare character is as high as its neighbours."""
    em = font["head"].unitsPerEm
    ascent, descent = round(0.88 * em), -(em - round(0.88 * em))
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, descent, 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, descent, 0


def add_tick_box(font):
    """The sources have no ticked box, which every Chinese form needs: the empty box with the root sign's stroke in it."""
    cmap = font.getBestCmap()
    box, tick = cmap[0x25A1], cmap[0x221A]
    pen = TTGlyphPen(font["glyf"])
    pen.addComponent(box, (1, 0, 0, 1, 0, 0))
    width = font["hmtx"][box][0]
    scale = 0.62
    shape = font["glyf"][tick]
    x = round((width - scale * (shape.xMin + shape.xMax)) / 2)
    y = round((font["glyf"][box].yMin + font["glyf"][box].yMax - scale * (shape.yMin + shape.yMax)) / 2)
    pen.addComponent(tick, (scale, 0, 0, scale, x, y))
    glyph = pen.glyph()
    font.setGlyphOrder([*font.getGlyphOrder(), "tickedBox"])
    font["glyf"].glyphs["tickedBox"] = glyph
    font["glyf"].glyphOrder = font.getGlyphOrder()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"]["tickedBox"] = (width, glyph.xMin)
    for table in font["cmap"].tables:
        table.cmap[0x2611] = "tickedBox"
        table.cmap[0x2610] = box


def ranges_of(characters):
    ranges = []
    for c in sorted(characters):
        if ranges and ranges[-1][1] == c - 1:
            ranges[-1][1] = c
        else:
            ranges.append([c, c])
    return ranges


def write(font, file_name):
    level_metrics(font)
    # Fixed times, so that the same packages give the same bytes.
    font["head"].created = font["head"].modified = 3786912000
    font.recalcTimestamp = False
    path = OUT / file_name
    font.save(path, reorderTables=True)
    print(file_name, path.stat().st_size, len(font.getGlyphOrder()), "glyphs", flush=True)


def noto(path, number, characters):
    font = TTFont(path, fontNumber=number, lazy=True)
    reduce_to(font, characters)
    to_truetype(font)
    return font


ADOBE = "Copyright 2017-2022 Adobe (http://www.adobe.com/). Outlines converted and reduced."
ADOBE_SANS = "Copyright 2014-2021 Adobe (http://www.adobe.com/). Outlines converted and reduced."
LXGW = "Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai); Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee). Reduced."
GLYPHWIKI = "Copyright (c) 2011, GlyphWiki Project (kamichi@fonts.jp). Reduced."


def heading_characters():
    return spread(SYMBOLS) | gb2312_han() | standard_han()


def song():
    font = noto(NOTO / "NotoSerifCJK-Regular.ttc", SERIF_SC, spread(SYMBOLS) | spread(HAN))
    add_tick_box(font)
    rename(font, "Xinhu Song", "Regular", ADOBE)
    write(font, "xinhu-song.ttf")


def song_bold():
    font = noto(NOTO / "NotoSerifCJK-Bold.ttc", SERIF_SC, heading_characters())
    add_tick_box(font)
    rename(font, "Xinhu Song", "Bold", ADOBE)
    write(font, "xinhu-song-bold.ttf")


def hei():
    font = noto(NOTO / "NotoSansCJK-Medium.ttc", SANS_SC, heading_characters())
    add_tick_box(font)
    rename(font, "Xinhu Hei", "Regular", ADOBE_SANS)
    write(font, "xinhu-hei.ttf")


def kai():
    font = TTFont("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", lazy=True)
    reduce_to(font, heading_characters())
    add_tick_box(font)
    rename(font, "Xinhu Kai", "Regular", LXGW)
    write(font, "xinhu-kai.ttf")


def rare():
    """What the body face lacks of Extensions B to F."""
    body = set(TTFont(OUT / "xinhu-song.ttf").getBestCmap())
    font = TTFont("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf", lazy=True)
    reduce_to(font, (set(font.getBestCmap()) & spread(HAN)) - body)
    rename(font, "Xinhu Rare", "Regular", GLYPHWIKI)
    write(font, "xinhu-rare.ttf")


def preference(character):
    """Of the characters that share a glyph, the one that a reader of the PDF gets back: plain, then Chinese, then the rest."""
    order = [(0x20, 0x7E), (0x3000, 0x303F), (0x3400, 0x9FFF), (0xFF01, 0xFF5E)]
    return next((rank for rank, (first, last) in enumerate(order) if first <= character <= last), len(order)), character


def write_coverage():
    """The renderer asks this file which face has a character, so that it opens a face only when it is needed."""
    faces = {}
    for path in sorted(OUT.glob("*.ttf")):
        characters = TTFont(path, lazy=True).getBestCmap()
        by_glyph = {}
        for character, glyph in characters.items():
            by_glyph.setdefault(glyph, []).append(character)
        shared = sorted(min(group, key=preference) for group in by_glyph.values() if len(group) > 1)
        faces[path.name] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "characters": ranges_of(characters), "shared": shared}
    (OUT / "coverage.json").write_text(json.dumps(faces, separators=(",", ":")) + "\n")


FACES = {"song": song, "song_bold": song_bold, "hei": hei, "kai": kai, "rare": rare}

if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for chosen in sys.argv[1:] or FACES:
        FACES[chosen]()
    write_coverage()
