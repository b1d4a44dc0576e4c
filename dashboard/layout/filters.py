"""The reader's choices as links: each is the address of the view that it leads to."""

from itertools import accumulate

from .. import french
from ..coverage import facets
from ..data import Dataset
from ..markup import html
from ..selection import Selection
from ..vocabulary import RAYONS_KM, Filiere, Indicator, Level, Vague
from .parts import hidden, link, mark, tick


def filters(dataset: Dataset, selection: Selection) -> list:
    """List every filter, the filières first: they are also the legend of the marks."""
    counts = facets(dataset, selection)
    return [
        html.H2("Filtres", className="hors-ecran"),
        filiere_group(selection, counts["filieres"]),
        vague_group(selection, counts["vagues"]),
        indicator_group(selection),
        level_group(selection),
        preuve_group(selection),
        region_group(dataset, selection, counts["regions"]),
    ]


def group(title: str, *content, key: str, clear: Selection | None = None):
    """Title a set of choices, with a link that clears them when some are on."""
    heading = [html.H3(title, id=f"titre-{key}")]
    if clear is not None:
        heading.append(
            link(clear, [hidden(f"{title}\u202f: "), "tout afficher"], className="effacer")
        )
    return html.Section(
        [html.Div(heading, className="rang entre"), *content],
        className=f"groupe groupe-{key}",
        **{"aria-labelledby": f"titre-{key}"},
    )


def choice(selection: Selection, on: bool, content, *, verb: str = "", **props):
    """Write one choice: a link that says whether it is on and what following it does."""
    return html.Li(
        link(
            selection,
            [hidden(f"{verb} ") if verb else None, *content],
            **({"aria-current": "true"} if on else {}),
            **props,
        )
    )


def filiere_group(selection: Selection, counts: dict[Filiere, int]):
    """List the twelve filières with mark, name and count in the current selection."""
    choices = []
    for filiere in Filiere:
        on = filiere in selection.filieres
        verb = "Retirer" if on else "Ajouter" if selection.filieres else "Afficher seulement"
        choices.append(
            choice(
                selection.toggled("filieres", filiere).but(campus=None),
                on,
                [
                    mark(filiere),
                    html.Span(filiere.short, className="nom"),
                    html.Span(
                        [french.number(counts[filiere]), hidden(" campus")], className="nombre"
                    ),
                ],
                verb=verb,
                **{"data-filiere": filiere.value},
            )
        )
    clear = selection.but(filieres=frozenset()) if selection.filieres else None
    state = "une-contre-gris" if selection.filieres else ""
    return group(
        "Filières",
        html.Ul(choices, className=f"options filieres {state}"),
        key="filieres",
        clear=clear,
    )


def vague_group(selection: Selection, counts: dict[Vague, int]):
    """Offer the waves singly, and their growth step by step."""
    singly = [
        choice(
            selection.toggled("vagues", vague).but(campus=None)
            if selection.vagues
            else selection.but(vagues=frozenset({vague}), campus=None),
            vague in selection.vagues,
            [
                hidden("Vague "),
                html.B(vague.value),
                html.Span(french.counted(counts[vague], "campus", "campus"), className="nombre"),
            ],
            **{"data-vague": vague.value},
        )
        for vague in Vague
    ]
    clear = selection.but(vagues=frozenset()) if selection.vagues else None
    return group(
        "Vagues de labellisation",
        html.Ul(singly, className="boutons quatre"),
        growth(selection, counts),
        key="vagues",
        clear=clear,
    )


def growth(selection: Selection, counts: dict[Vague, int]):
    """Draw the four steps of the labelling, each a bar and a link, which a button plays."""
    totals = dict(zip(counts, accumulate(counts.values()), strict=True))
    highest = max(totals.values()) or 1
    steps = []
    for vague, total in totals.items():
        upto = frozenset(Vague(n) for n in range(1, vague + 1))
        step = selection.but(vagues=upto, campus=None)
        on = step.vagues == selection.vagues
        steps.append(
            choice(
                step,
                on,
                [
                    html.B([french.number(total), hidden(" campus")]),
                    html.Span(
                        className="barre",
                        style={"--part": f"{total / highest:.3f}"},
                        **{"aria-hidden": "true"},
                    ),
                    html.Span(
                        [hidden(" à l’issue de la "), f"vague {vague.value}"], className="nombre"
                    ),
                ],
                **{"data-pas": vague.value},
            )
        )
    return html.Section(
        [
            html.Div(
                [
                    html.H4("À l’issue de la vague…"),
                    html.Button(
                        [
                            "Lire",
                            hidden(" la croissance, vague après vague"),
                            " ",
                            html.Svg(
                                html.Path(d="M0 0 9 5 0 10z", fill="currentColor"),
                                width=9,
                                height=10,
                                **{"aria-hidden": "true"},
                            ),
                        ],
                        type="button",
                        className="lire",
                        **{"data-action": "lire"},
                    ),
                ],
                className="rang entre",
            ),
            html.Ol(steps, className="croissance quatre"),
        ],
        className="avec-script-aussi",
    )


def indicator_group(selection: Selection):
    """Offer what the shade of the territories says, and the radius when it is a distance."""
    shades = [
        choice(
            selection.but(indicator=indicator),
            indicator is selection.indicator,
            [tick(indicator is selection.indicator, alone=True), indicator.short],
            **{"data-indicateur": indicator.value},
        )
        for indicator in Indicator
    ]
    content = [html.Ul(shades, className="options choix")]
    if selection.indicator is Indicator.population:
        radii = [
            choice(
                selection.but(rayon_km=rayon),
                rayon == selection.rayon_km,
                [f"{rayon}\u00a0km"],
                **{"data-rayon": rayon},
            )
            for rayon in RAYONS_KM
        ]
        content.append(html.Ul(radii, className="rang boutons"))
    return group("Teinte de la carte", *content, key="indicateur")


def level_group(selection: Selection):
    """Offer the two levels of territory."""
    levels = [
        choice(
            selection.but(level=level),
            level is selection.level,
            [f"{level.label.capitalize()}s"],
            **{"data-niveau": level.value},
        )
        for level in Level
    ]
    return group("Territoires", html.Ul(levels, className="rang boutons"), key="niveau")


def preuve_group(selection: Selection):
    """Offer the switch to the campuses that a public page names as labelled."""
    on = selection.sourced_only
    switch = choice(
        selection.but(sourced_only=not on, campus=None),
        on,
        [tick(on), "Campus sourcés seulement"],
        verb="Désactiver\u202f:" if on else "",
        **{"data-preuve": "source"},
    )
    return group(
        "Preuve",
        html.Ul([switch], className="options choix interrupteur"),
        html.P(
            [
                html.Span("⬤", **{"aria-hidden": "true"}),
                " sourcé \u2002",
                html.Span("◯", **{"aria-hidden": "true"}),
                " à vérifier",
            ],
            className="note",
        ),
        key="preuve",
    )


def region_group(dataset: Dataset, selection: Selection, counts: dict[str, int]):
    """List the regions in a fold that opens when some are chosen."""
    names = dataset.regions["region"].sort_values(key=lambda name: name.str.normalize("NFKD"))
    choices = [
        choice(
            selection.toggled("regions", code).but(campus=None),
            code in selection.regions,
            [
                tick(code in selection.regions),
                html.Span(name, className="nom"),
                html.Span([french.number(counts[code]), hidden(" campus")], className="nombre"),
            ],
            verb="Retirer" if code in selection.regions else "",
            **{"data-region": code},
        )
        for code, name in names.items()
    ]
    clear = selection.but(regions=frozenset()) if selection.regions else None
    count = len(selection.regions)
    title = (
        french.counted(count, "région choisie", "régions choisies")
        if count
        else "Choisir des régions"
    )
    return group(
        "Régions",
        html.Details(
            [html.Summary(title), html.Ul(choices, className="options choix")], open=bool(count)
        ),
        key="regions",
        clear=clear,
    )
