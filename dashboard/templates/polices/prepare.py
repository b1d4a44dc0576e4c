"""Make the static fonts of the printed pages from the web font of the site; the same bytes each time.

Typst does not set variable fonts. Run from the root: `.venv/bin/python dashboard/templates/polices/prepare.py`
(fontTools and brotli come with `tests/requirements.txt`).
"""

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
SOURCE = HERE.parents[2] / "assets/polices/source-sans-3-5.3.0-latin.woff2"
WEIGHTS = {"Regular": 400, "Semibold": 600, "Bold": 700}
NAMES = {1: "Source Sans 3", 2: "{style}", 4: "Source Sans 3 {style}", 6: "SourceSans3-{style}"}


def main() -> None:
    """Write one TTF file a weight."""
    for style, weight in WEIGHTS.items():
        font = instantiateVariableFont(
            TTFont(SOURCE, recalcTimestamp=False), {"wght": weight}, static=True
        )
        font.flavor = None
        font["OS/2"].usWeightClass = weight
        for number in (16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=number)
        for number, words in NAMES.items():
            font["name"].setName(words.format(style=style), number, 3, 1, 0x409)
        font.save(HERE / f"SourceSans3-{style}.ttf")


if __name__ == "__main__":
    main()
