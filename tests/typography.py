"""The typography of French text, and the text that readers meet in pages, files and messages."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from dashboard.markup import VOID

NARROW, WIDE = (
    "\u202f",
    "\u00a0",
)  # no-break spaces: before marks and between thousands; before nouns
CODE = "\ufffc"  # stands for what is code, so that the words around it keep their spaces
CODES = {"code", "pre", "script", "style", "textarea", "kbd"}
INLINE = {
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "em",
    "i",
    "kbd",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "tspan",
}
SAID = (
    "alt",
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "placeholder",
    "summary",
    "title",
)
PROSE_META = {
    "description", "og:title", "og:description", "og:site_name", "og:image:alt", "author",
    "twitter:title", "twitter:description", "twitter:image:alt",
}  # fmt: skip
UNITS = (
    "km|m|mm|cm|px|pt|ppp|ms|s|h|min|Mo|Ko|ko|Kio|kio|Mbit|Go|octets?|ans|habitants?|élèves|euros?"
    "|points?|pixels?|secondes?|minutes?|heures?|kilomètres?|mètres?|millimètres?|personnes?"
)
ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)\S+|\b[\w.-]+@[\w.-]+\w|\bEPSG:\d+")
# What is wrong, by what is said of it. Each pattern matches the fault and what shows where it is.
RULES = {
    "espace fine insécable avant ; : ! ? »": r"[^\u202f\s(«!?…][;!?»](?!\w)|[ \u00a0][;:!?»]|[^\u202f\s\d]:(?=[\s\u202f]|$)|\d:(?!\d)",
    "espace fine insécable après «": r"«(?!\u202f)",
    "guillemet droit ou anglais": r"[\"“”„]",
    "apostrophe droite": r"['`´‘]",
    "espace double": r"[ \u00a0\u202f]{2,}",
    "espace avant un point ou une virgule": r"[ \u00a0\u202f](?:,|\.(?!\.)(?!\w))",
    "espace autour d’une parenthèse": r"[(\[][ \u00a0\u202f]|[ \u00a0\u202f][)\]]",
    "points de suspension": r"\.{3}|…\.|[ \u00a0\u202f]…(?=\s|$)",
    "milliers sans espace fine": r"(?<![\d,.\u202f/-])\d{1,3}(?:[ \u00a0.]\d{3})+(?![\d,])|(?<![\w,./-])\d{5,}(?![\w/-])",
    "virgule décimale": r"(?<![A-Za-zé] )(?<![\d./\w-])\d+\.\d+(?![\d.\w])",
    "intervalle à trait d’union": r"(?<![\w-])\d+\s?-\s?\d+(?![\w-])",
    "numéro": r"\b[nN](?:o|o\.|º|um\.)[ \u00a0\u202f]?\d|[nN]°(?![\u00a0\u202f])",
    "ordinal": r"\d(?:ère|ere|ème|eme|ième|ieme|nd|nde|ère)s?\b|\b[IVX]+(?:ème|ième)\b|\b1ers?(?= vague)",
    "espace insécable avant %": r"[^\u202f]%",
    "espace insécable entre nombre et unité": rf"\d [\u202f ]*(?:{UNITS})\b|\d(?:km|mm|cm|px|ms|Mo|Ko)\b",
    "capitale sans accent": (
        r"\b(?:E(?:cole|coles|tat|tats|tablissements?|tudes?|nergies?|ducation|galement|largir|lèves?|tendue"
        r"|chelles?|dition|tape|pinal|vreux|lectr\w+|co-\w+)|Iles?|Acces\w*|A(?= (?:l[ae’]|partir|vérifier|confirmer"
        r"|propos|venir|moins|plus|ce|cette|chaque|droite|gauche)\b)|Ca(?= )|Etre|Oise-)\b"
    ),
    "ligature": r"\b(?:[Oo]euvre|[Cc]oeur|[Ss]oeur|[Oo]eil|[Mm]anoeuvre|[Nn]oeud|[Vv]oeu|ex[ -]aequo)",
}  # fmt: skip


def faults(text: str) -> list[str]:
    """List what breaks a rule in a text, each with what is around it."""
    bare = ADDRESS.sub(CODE, text)
    return [
        f"{rule} : {bare[max(0, m.start() - 20) : m.end() + 20]!r}"
        for rule, pattern in RULES.items()
        for m in re.finditer(pattern, bare)
    ]


class Page(HTMLParser):
    """Read what a page says: its text by block, and the attributes that are read to someone."""

    def __init__(self, written: str):
        super().__init__()
        self.said: list[str] = []
        self.line, self.inside = "", []
        self.feed(written)
        self.close()
        self.end()

    def end(self):
        if text := re.sub(r"[ \t\r\n]+", " ", self.line).strip(" "):
            self.said.append(text)
        self.line = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.said += [given[name] for name in SAID if given.get(name)]
        if tag == "meta" and (given.get("name") or given.get("property")) in PROSE_META:
            self.said.append(given["content"])
        if tag not in INLINE:
            self.end()
        if tag not in VOID:
            self.inside.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass
        if tag not in INLINE:
            self.end()

    def handle_data(self, data):
        self.line += CODE if CODES & set(self.inside) and data.strip() else data


def markdown(text: str) -> Iterator[str]:
    """Yield the prose of a Markdown text: neither code nor addresses."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)
    text = re.sub(r"`[^`\n]*`", CODE, text)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"<(https?:[^>]*)>", CODE, text)
    for line in text.splitlines():
        yield from (cell.strip(" ") for cell in line.lstrip("#->* ").split("|"))


def prose(source: str) -> Iterator[str]:
    """Yield the texts in French of a Python module, with a mark where a value comes."""
    tree = ast.parse(source)
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        if isinstance(node, ast.JoinedStr):
            skipped |= set(node.values)
            yield "".join(
                part.value if isinstance(part, ast.Constant) else CODE for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            yield node.value
