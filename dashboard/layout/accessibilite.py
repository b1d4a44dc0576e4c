"""The accessibility statement, in the form of RGAA 4.1: what was checked, by whom, what is not."""

from .. import french
from ..data import Dataset
from ..markup import html
from .prose import items, link_out, paragraph, section

WRITTEN = "2026-11-26"  # to be set anew whenever what it says is checked again
WIDTHS_PX = (320, 768, 1280)


def accessibilite(dataset: Dataset) -> list:
    """Write the accessibility statement."""
    return [
        html.H1("Accessibilité"),
        paragraph(
            "Cette déclaration porte sur la carte des campus des métiers et des qualifications et "
            "sur toutes ses pages. Elle suit la forme que prévoit le référentiel général "
            "d’amélioration de l’accessibilité (RGAA 4.1), en application de l’article 47 de la "
            "loi n° 2005-102 du 11 février 2005."
        ),
        section("etat", "État de conformité", *status()),
        section("controles", "Ce qui est contrôlé", *checks()),
        section("limites", "Limites connues", *limits(dataset)),
        section("etablissement", "Établissement de la déclaration", *making()),
        section("contact", "Retour d’information", *contact()),
        section("recours", "Voie de recours", *appeal()),
    ]


def status() -> list:
    """Say how far the site conforms, which no audit has measured."""
    return [
        paragraph(
            "Aucun audit, externe ou interne, n’a été réalisé : la part des critères respectés "
            "n’est pas mesurée. Faute d’audit, un site est réputé ",
            html.Strong("non conforme"),
            ". Celui-ci a été conçu pour respecter le RGAA 4.1 et les règles pour l’accessibilité des contenus web (WCAG 2.2), niveau AA ; "
            "ce qui suit est une évaluation par ses auteurs.",
        ),
    ]


def checks() -> list:
    """Say what the project's own tests look at."""
    widths = french.listed([french.number(width) for width in WIDTHS_PX])
    return [
        items(
            [
                f"Les règles automatiques d’axe-core, sur des pages larges de {widths} pixels. De "
                "telles règles ne voient qu’une partie des défauts.",
                "L’absence de défilement horizontal à 320 pixels de large, ce qui équivaut à un "
                "écran de 1 280 pixels agrandi quatre fois et comprend donc le zoom à 200 %.",
                "L’usage au clavier seul : filtres, carte, grille, liste, fiche d’un campus, fenêtres, "
                "téléchargements ; le focus contrasté à 3 pour 1 au moins et jamais caché, à 320 et à "
                "1 280 pixels.",
                "L’annonce de chaque changement, une seule fois, en une phrase : filtre, vue, teinte, tri, "
                "recherche, zoom, copie, échec.",
                "Le cadre que d’autres sites intègrent : les mêmes règles, au clavier, au doigt, sans "
                "script, en clair et en sombre.",
                "Les contrastes, et l’écart entre les douze couleurs en vision normale et dans trois "
                "visions simulées ; à chaque couleur s’ajoute une forme.",
            ]
        ),
        paragraph(
            "Les filtres sont des liens : sans script, la liste, les fiches, les chiffres et les "
            "fichiers restent disponibles ; la carte est alors un dessin fixe."
        ),
    ]


def limits(dataset: Dataset) -> list:
    """Say what is not accessible, and what stands in for it."""
    count = french.counted(len(dataset.campuses), "campus", "campus")
    return [
        items(
            [
                "La carte est un dessin. Son équivalent est la liste, dans la même page, qui "
                f"contient les mêmes campus ({count} sans filtre) ; s’y ajoutent la grille de la "
                "vue « Couverture » et le fichier des territoires, "
                "qui contient les chiffres de chaque région ou académie.",
                "Les points des habitants hors de portée et les petites cartes d’un scénario ou d’une "
                "comparaison sont des dessins ; le tableau des distances et celui des différences, à "
                "côté d’eux, en disent les chiffres par territoire.",
                "L’infobulle d’une région n’apparaît qu’au passage du pointeur ou au toucher ; ses "
                "chiffres sont dans la liste repliée sous la carte.",
                "Sur un écran de moins de 1 080 pixels, les filtres sont montrés après la carte ; un "
                "navigateur qui ne connaît pas la propriété CSS « reading-flow » les lit avant.",
                "Les pages vers lesquelles mènent les sources ne dépendent pas de ce site.",
                "Aucun essai avec un lecteur d’écran, ni avec des personnes concernées, n’est "
                "consigné à ce jour.",
            ]
        ),
    ]


def making() -> list:
    """Say when the statement was made, and with what."""
    return [
        paragraph(f"Déclaration établie le {french.date(WRITTEN)}."),
        items(
            [
                "Technologies : HTML, WAI-ARIA, CSS, JavaScript, SVG.",
                "Outils : axe-core et Playwright, avec le navigateur Chromium.",
                "Pages contrôlées : la carte, la couverture, la liste, la fiche d’un campus, la "
                "méthode, cette déclaration.",
            ]
        ),
    ]


def contact() -> list:
    """Say where to report an obstacle."""
    return [
        paragraph(
            "Un obstacle peut être signalé dans le dépôt du projet, ou à l’organisme qui met cette "
            "carte en ligne, pour être orienté vers un autre moyen d’obtenir l’information."
        ),
    ]


def appeal() -> list:
    """Say whom to turn to when a report stays without an answer."""
    return [
        paragraph(
            "Si un défaut d’accessibilité signalé prive d’un contenu et que la réponse ne vient "
            "pas ou ne suffit pas, il est possible de s’adresser au ",
            link_out("Défenseur des droits", "https://www.defenseurdesdroits.fr/"),
            " : en ligne, auprès d’un délégué dans chaque département, ou par courrier, sans "
            "affranchir, à l’adresse « Défenseur des droits, Libre réponse 71120, 75342 Paris "
            "Cedex 07 ».",
        ),
    ]
