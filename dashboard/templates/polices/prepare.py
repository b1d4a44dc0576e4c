"""Make the static fonts of the printed pages from the web font of the site; the same bytes each time.

Typst does not set variable fonts. The web font has the letters of French; the other parts of its package
(npm, @fontsource-variable/source-sans-3) have the other Latin letters, the Greek and the Cyrillic ones, that
a name may have. Run from the root: `.venv/bin/python dashboard/templates/polices/prepare.py` (fontTools
and brotli come with `tests/requirements.txt`).
"""

from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
SOURCES = (
    HERE.parents[2] / "assets/polices/source-sans-3-5.3.0-latin.woff2",
    *(
        HERE / f"source-sans-3-5.3.0-{letters}.woff2"
        for letters in ("latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext")
    ),
)
WEIGHTS = {"Regular": 400, "Semibold": 600, "Bold": 700}
NAMES = {1: "Source Sans 3", 2: "{style}", 4: "Source Sans 3 {style}", 6: "SourceSans3-{style}"}


def main() -> None:
    """Write one TTF file a weight."""
    for style, weight in WEIGHTS.items():
        parts, known = [], set()
        for source in SOURCES:
            part = instantiateVariableFont(TTFont(source), {"wght": weight}, static=True)
            part.flavor = None
            for table in part["cmap"].tables:  # a letter of two would lose its kerning
                table.cmap = {code: name for code, name in table.cmap.items() if code not in known}
            known |= set(part.getBestCmap())
            part.save(packed := BytesIO())
            parts.append(packed)
        font = Merger().merge(parts)
        font.recalcTimestamp = False
        font["head"].created = font["head"].modified = TTFont(SOURCES[0])["head"].modified
        font["OS/2"].usWeightClass = weight
        for number in (16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=number)
        for number, words in NAMES.items():
            font["name"].setName(words.format(style=style), number, 3, 1, 0x409)
        font.save(HERE / f"SourceSans3-{style}.ttf")


if __name__ == "__main__":
    main()
