"""The accessibility statement, in the form that RGAA 4.1 sets: state, results, limits, contact, appeal."""

import pandas as pd

from .. import french
from ..audit import PAGES, RGAA, THEMES, WCAG, Etat, overall, result
from ..contact import Contact
from ..data import Dataset
from ..markup import html
from .prose import (
    items,
    link_out,
    paragraph,
    section,
    table,
    with_code,
)

DESCRIPTION = "Déclaration d’accessibilité de la carte, critère par critère."
SITE = "La carte des campus des métiers et des qualifications"
REFERENTIAL = "https://www.numerique.gouv.fr/publications/rgaa-accessibilite/methode-rgaa/criteres/"
ADDRESSES = {
    "carte": "`/`, vue carte",
    "couverture": "`/`, vue couverture",
    "liste": "`/`, vue liste",
    "cadre": "`/embed`, page faite pour le cadre d’un autre site",
    "campus": "`/campus/…`, fiche d’un campus",
    "methode": "`/methode`",
    "accessibilite": "`/accessibilite`, cette page",
}
UNKNOWN = "à vérifier"


def accessibilite(dataset: Dataset, contact: Contact | None = None) -> list:
    """Write the accessibility statement."""
    audit = dataset.audit
    return [
        html.H1("Déclaration d’accessibilité"),
        *commitment(contact),
        section("etat", "État de conformité", *status(audit)),
        section("resultats", "Résultats des tests", *results(audit)),
        section("contenus", "Contenus non accessibles", *limits(dataset)),
        section("etablissement", "Établissement de cette déclaration", *making(audit)),
        section("contact", "Retour d’information et contact", *reaching(contact)),
        section("recours", "Voies de recours", *appeal()),
        section("criteres", "Tous les critères", *criteria(audit)),
    ]


def commitment(contact: Contact | None) -> list:
    """Say who answers for the site, and what the statement is about."""
    entity = (
        [contact.name]
        if contact and contact.name
        else [
            "L’organisme qui met cette carte en ligne (son nom n’est pas réglé : ",
            html.B(UNKNOWN),
            ")",
        ]
    )
    return [
        paragraph(
            *entity,
            " s’engage à la rendre accessible, conformément à l’article 47 de la loi n° 2005-102 du "
            "11 février 2005. Cette déclaration s’applique à la carte des campus des métiers et des "
            "qualifications et à toutes ses pages.",
        ),
    ]


def status(audit: pd.DataFrame) -> list:
    """Say how far the site conforms: computed from the table."""
    found = result(audit)
    return [
        paragraph(
            SITE,
            " est ",
            html.Strong(found.conformite.value),
            " au référentiel général d’amélioration de l’accessibilité (RGAA 4.1), "
            "par une évaluation de ses auteurs, sans lecteur d’écran.",
        ),
    ]


def results(audit: pd.DataFrame) -> list:
    """Say the rate, by theme, and what the machine and the authors each judged."""
    found, own = result(audit), audit[audit["referentiel"] == RGAA]
    by_machine = int((own["tests"] != "").sum())
    rows = []
    for theme in THEMES:
        each = result(own[own["theme"] == theme])
        aside = THEMES[theme] - each.applicable
        rows.append((theme, f"{each.held} sur {each.applicable}", aside))
    added = result(audit.assign(referentiel=audit["referentiel"].replace({RGAA: "", WCAG: RGAA})))
    return [
        paragraph(
            f"L’évaluation, faite par les auteurs du site, montre que {french.share(found.share)} des "
            f"critères du RGAA applicables sont respectés : {found.held} sur {found.applicable}. "
            f"{len(own) - found.applicable} des {len(own)} critères sont sans objet ici. Un critère n’est "
            "respecté que s’il l’est sur toutes les pages de l’échantillon."
        ),
        paragraph(
            f"{by_machine} critères ont au moins un contrôle automatique, rejoué à chaque changement du "
            "site ; les autres ont été jugés par lecture de la page et du code. Des critères que WCAG 2.2 "
            f"ajoute aux niveaux A et AA, {added.held} sur {added.applicable} applicables sont respectés.",
        ),
        table(
            "Critères du RGAA par thème",
            ("Thème", "Respectés", "Sans objet"),
            rows,
        ),
        paragraph(
            "Le détail est en fin de page et dans un fichier : ",
            html.A("accessibilite.csv", href="donnees/accessibilite.csv"),
            " (CSV, UTF-8, en français), ",
            html.A("le même pour Excel", href="donnees/accessibilite.csv?excel=1"),
            ".",
        ),
    ]


def limits(dataset: Dataset) -> list:
    """List what does not conform, what the law exempts, and what stands in for it."""
    failed = [
        [f"Critère {row['numero']}, {row['titre']} : {row['constat']}"]
        for _, row in dataset.audit.iterrows()
        if overall(row) is Etat.non_conforme
    ]
    count = french.counted(len(dataset.campuses), "campus", "campus")
    return [
        html.H3("Non-conformités", id="non-conformites"),
        items(failed) if failed else paragraph("Aucune n’est connue à ce jour."),
        html.H3("Dérogations pour charge disproportionnée", id="derogations"),
        paragraph("Aucune."),
        html.H3("Contenus non soumis à l’obligation d’accessibilité", id="exemptions"),
        paragraph(
            "La loi exempte les cartes en ligne, si les informations essentielles sont données sous une "
            "forme accessible. Celle-ci n’en fait pas usage : elle est évaluée comme le reste."
        ),
        html.H3("Ce qui tient lieu des dessins", id="equivalents"),
        items(
            [
                "La carte a pour équivalent la liste, dans la même page, qui contient les mêmes campus "
                f"({count} sans filtre) ; s’y ajoutent la grille de la vue « Couverture » et le fichier "
                "des territoires, qui contient les chiffres de chaque région ou académie.",
                "Les points des habitants hors de portée et les petites cartes d’un scénario ou d’une "
                "comparaison ont pour équivalents le tableau des distances et celui des différences, à "
                "côté d’eux.",
                "La bulle d’une région n’apparaît qu’avec un pointeur ; ses chiffres sont dans la liste "
                "repliée sous la carte.",
                "Les pages vers lesquelles mènent les sources ne dépendent pas de ce site.",
            ]
        ),
        html.H3("Ce qui n’a pas été essayé", id="non-essaye"),
        paragraph(
            "Aucun essai avec un lecteur d’écran, une plage braille ou une commande vocale, ni avec des "
            "personnes concernées, n’est consigné à ce jour. Les critères qui demandent un essai de "
            "restitution (critères 7.1, 7.5 et ceux qui en dépendent) sont jugés sur les noms, les rôles et les "
            "états que le navigateur transmet."
        ),
    ]


def making(audit: pd.DataFrame) -> list:
    """Say when the statement was made, with what, and on which pages."""
    days = audit["date"][audit["date"] != ""]
    return [
        paragraph(f"Déclaration établie le {french.date(days.max())}." if len(days) else ""),
        html.H3("Technologies", id="technologies"),
        paragraph("HTML, WAI-ARIA, CSS, JavaScript, SVG."),
        html.H3("Environnement de test", id="environnement"),
        items(
            [
                "Chromium 156 sous Debian 12, à 320, 640, 720 et 1 280 pixels de large, clavier et pointeur ; "
                "320 pixels équivalent à un écran de 1 280 agrandi quatre fois, 640 à un écran agrandi "
                "deux fois.",
                "Aucune technologie d’assistance.",
            ]
        ),
        html.H3("Outils", id="outils"),
        items(
            [
                "axe-core 4.12, avec Playwright, pour les contrôles automatiques.",
                "Nu Html Checker, pour la validité du code.",
                "L’arbre d’accessibilité de Chromium.",
            ]
        ),
        html.H3("Pages vérifiées", id="pages"),
        items(with_code(words) for words in ADDRESSES.values()),
    ]


def reaching(contact: Contact | None) -> list:
    """Say where to report an obstacle."""
    where = (
        [html.B("aucun contact n’est réglé sur ce site"), f" ({UNKNOWN})."]
        if contact is None
        else [
            f"{contact.name}, " if contact.name else "",
            html.A(contact.address, href=contact.href),
            ".",
        ]
    )
    return [
        paragraph(
            "Un contenu ou un service qui ne vous est pas accessible peut être signalé au responsable du "
            "site, pour être orienté vers une autre façon d’y accéder ou obtenir le contenu sous une autre "
            "forme : ",
            *where,
        ),
    ]


def appeal() -> list:
    """Say whom to turn to when a report stays without a satisfying answer."""
    return [
        paragraph(
            "Vous avez signalé au responsable du site un défaut d’accessibilité qui vous empêche d’accéder "
            "à un contenu ou à un service, et vous n’avez pas obtenu de réponse satisfaisante. Vous pouvez :"
        ),
        items(
            [
                [
                    link_out(
                        "écrire un message au Défenseur des droits",
                        "https://formulaire.defenseurdesdroits.fr/",
                    ),
                    " ;",
                ],
                [
                    link_out(
                        "contacter le délégué du Défenseur des droits dans votre région",
                        "https://www.defenseurdesdroits.fr/saisir/delegues",
                    ),
                    " ;",
                ],
                "envoyer un courrier par la poste (gratuit, ne pas mettre de timbre) : Défenseur des "
                "droits, Libre réponse 71120, 75342 Paris CEDEX 07.",
            ]
        ),
    ]


def criteria(audit: pd.DataFrame) -> list:
    """Write every criterion: its state on the sample, and how it was checked."""
    last = audit["date"].max()
    groups = [(f"{theme} ({RGAA})", audit[audit["theme"] == theme]) for theme in THEMES]
    groups.append((f"Critères ajoutés par {WCAG}", audit[audit["referentiel"] == WCAG]))
    return [
        paragraph(
            "Titres abrégés de ceux du ",
            link_out("RGAA 4.1", REFERENTIAL),
            " (direction interministérielle du numérique, Licence Ouverte 2.0). Sans autre date, un "
            f"constat est du {french.date(last)}. Quand les pages diffèrent, celles de chaque état sont nommées. Un test est nommé "
            "par une phrase en anglais, comme dans le code du projet."
            if last
            else "",
        ),
        *(
            table(
                caption,
                ("Critère", "État et contrôle"),
                [criterion(row, last) for _, row in rows.iterrows()],
            )
            for caption, rows in groups
        ),
    ]


def criterion(row: pd.Series, last: str) -> tuple:
    """Write one criterion: its title, its state, its finding and its tests, whose names are sentences."""
    said = row["constat"]
    if row["date"] not in ("", last):
        said += f" ({french.date(row['date'])})"
    names = [name.rpartition("::test_")[2] for name in row["tests"].split(" ") if name]
    tests = [
        part for name in names for part in (" ; ", html.Span(name.replace("_", " "), lang="en"))
    ]
    checked = [f". {said}" if said else ".", " Tests : " if tests else "", *tests[1:]]
    if said and said[-1] not in ".»" and tests:
        checked[0] += "."
    cell = [*state(row), *checked]
    return f"{row['numero']} {row['titre']}", html.Span(cell)


def state(row: pd.Series) -> list:
    """Say a state, or the pages of each when they differ."""
    where = {each: [page for page in PAGES if row[page] == each] for each in Etat}
    *firsts, final = [each for each in Etat if where[each]]
    pieces = []
    for each in firsts:
        names = french.listed([PAGES[page] for page in where[each]])
        pieces += [html.B(each.value), f" : {names} ; "]
    pieces += [html.B(final.value), " ailleurs" if firsts else ""]
    first = pieces[0].children
    return [html.B(first[0].upper() + first[1:]), *pieces[1:]]
