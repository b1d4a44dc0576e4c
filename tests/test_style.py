"""The look of the map as « Méthode » gives it: every figure measured anew, every size true."""

import re
from html import unescape
from pathlib import Path

from dashboard import theme
from dashboard.colorimetry import Vision, contrast, distance, seen
from dashboard.french import breakable
from dashboard.layout.style import style
from dashboard.vocabulary import Filiere

ROOT = Path(__file__).parent.parent
NARROW = "\u202f"


def text(html):
    """Return the words of some HTML, without those for screen readers only."""
    shown = re.sub(r'<span class="hors-ecran">.*?</span>', "", html)
    return unescape(re.sub(r"<[^>]+>", "", shown))


def tables(html):
    """Read tables in their order: caption, rows of HTML cells."""
    return [
        (
            text(re.search(r"<caption>(.*?)</caption>", table)[1]),
            [
                re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
                for row in re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1])
            ],
        )
        for table in re.findall(r"<table.*?</table>", html)
    ]


def captioned(caption):
    return [rows for said, rows in tables(style()) if said.endswith(caption)]


def between(one, other, vision):
    """Measure two filières in a vision."""
    return distance(*(seen(theme.MARKS[filiere].colour, vision) for filiere in (one, other)))


def test_each_filiere_stands_with_its_marks_its_shape_and_its_colour():
    (rows,) = captioned("Couleur et forme de chaque filière, marque pleine et marque creuse")
    assert [text(name) for name, _ in rows] == [breakable(filiere.short) for filiere in Filiere]
    shapes = {text(said.split("<code>")[0]).strip() for _, said in rows}
    assert len(shapes) == len(Filiere)
    for filiere, (name, said) in zip(Filiere, rows, strict=True):
        assert f'"marque marque-{filiere}"' in name and f'"marque marque-{filiere} creuse"' in name
        assert said.endswith(f"<code>{theme.MARKS[filiere].colour}</code>")


def test_the_nearest_filiere_is_the_nearest_in_each_vision():
    (rows,) = captioned("La plus proche de chaque filière, et sa distance")
    for filiere, (_, *cells) in zip(Filiere, rows, strict=True):
        for vision, cell in zip(Vision, cells, strict=True):
            apart, nearest = min(
                (between(filiere, other, vision), other) for other in Filiere if other != filiere
            )
            assert f'marque-{nearest}"' in cell
            assert text(cell) == f"{apart:.1f}".replace(".", ",")


def test_every_pair_is_measured_once_in_each_vision():
    found = captioned("distances, arrondies à l’unité")
    order = list(Filiere)
    assert len(found) == len(Vision)
    for vision, rows in zip(Vision, found, strict=True):
        measured = [[text(cell) for cell in cells] for _, *cells in rows]
        assert measured == [
            [f"{between(one, other, vision):.0f}" for other in order[:n]] + [""] * (11 - n)
            for n, one in enumerate(order)
            if n
        ]


def test_contrasts_are_those_of_each_vision():
    found = captioned("contraste avec le papier, le fond le plus clair et le plus foncé")
    fills = sorted(set(theme.GROUNDS) - {theme.PAPER}, key=theme.luminance)
    for vision, rows in zip(Vision, found, strict=True):
        for filiere, (_, *cells) in zip(Filiere, rows, strict=True):
            colour = seen(theme.MARKS[filiere].colour, vision)
            assert cells == [
                f"{contrast(colour, seen(ground, vision)):.1f}".replace(".", ",")
                for ground in (theme.PAPER, fills[-1], fills[0])
            ]


def test_pairs_that_colour_alone_does_not_part_are_named(monkeypatch):
    monkeypatch.setattr(theme, "LEAST_DISTANCE", 13)
    html = style()
    said = [text(part) for part in re.findall(r"<p>(Trop proches.*?)</p>", html)]
    near = [
        sum(between(one, other, vision) < 13 for one in Filiere for other in Filiere if one < other)
        for vision in Vision
    ]
    assert [each.count(" entre ") for each in said] == [count for count in near if count]
    bold = [html.count("<b>", *span) for span in details(html)]
    assert bold[: len(Vision)] == near and sum(near) > 0
    assert html.count("Toutes les paires sont à 13 au moins.") == near.count(0)


def details(html):
    """Return where each fold starts and ends."""
    return [match.span() for match in re.finditer(r"<details>.*?</details>", html)]


def test_each_ground_stands_with_its_night_and_the_contrast_of_ink():
    (rows,) = captioned("Fonds de jour et de nuit, contraste de l’encre")
    days = [re.search(r'fill="(#\w{6})"', row[1])[1] for row in rows]
    assert sorted(days) == sorted(theme.GROUNDS)
    for day, row in zip(days, rows, strict=True):
        night = theme.at_night(day)
        inks = contrast(theme.INK, day), contrast(theme.at_night(theme.INK), night)
        assert [text(cell).strip() for cell in row[1:]] == [
            day,
            f"{inks[0]:.1f}".replace(".", ","),
            night,
            f"{inks[1]:.1f}".replace(".", ","),
        ]


def test_each_ink_stands_with_its_night_and_its_contrast_with_the_paper():
    (rows,) = captioned("Encres de jour et de nuit, contraste avec le papier")
    named = theme.colours()
    inks = ("encre", "note", "accent", "trait", "bordure", "contexte")
    assert [text(row[1]).strip() for row in rows] == [named[ink] for ink in inks]
    for ink, row in zip(inks, rows, strict=True):
        day, night = named[ink], theme.colours(night=True)[ink]
        contrasts = contrast(day, theme.PAPER), contrast(night, theme.NIGHT_PAPER)
        assert [text(cell).strip() for cell in row[1:]] == [
            day,
            f"{contrasts[0]:.1f}".replace(".", ","),
            night,
            f"{contrasts[1]:.1f}".replace(".", ","),
        ]


def test_the_sizes_said_are_the_scales_of_the_page():
    """Type is in rem: 15 px, 93.75 % of what browsers start from, unless the reader wants more."""
    assert "html { font-size: 93.75%;" in (ROOT / "assets/page.css").read_text(encoding="utf-8")
    scales = (ROOT / "dashboard/templates/socle.css").read_text(encoding="utf-8")
    type_px = [
        max(round(15 * float(size)) for size in re.findall(r"([\d.]+)rem", step))
        for step in re.findall(r"--t\d: ([^;]+);", scales)
    ]
    assert type_px == list(theme.TYPE_PX)
    spaces = re.findall(r"--e\d: (\d+)px;", scales)
    assert [int(space) for space in spaces] == list(theme.SPACES_PX)
