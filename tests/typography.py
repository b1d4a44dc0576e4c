"""The typography of French, and the texts that readers meet, out of pages, scripts, modules and Markdown.

`python tests/typography.py README.md` sets the prose of Markdown files, whose author types plain spaces.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from dashboard.french import UNITS, typeset

VOID = {"br", "hr", "img", "input", "meta", "link", "wbr"}  # elements that have no end
CODE = "\ufffc"  # stands for what is code, so that the words around it keep their spaces
CODES = {"code", "pre", "script", "style", "textarea"}
INLINE = {"a", "abbr", "b", "code", "em", "i", "span", "strong", "sub", "sup", "time"}
SAID = ("alt", "aria-label", "aria-description", "placeholder", "title")
METAS = {"description", "author"} | {
    f"{kind}:{name}"
    for kind in ("og", "twitter")
    for name in ("title", "description", "site_name", "image:alt")
}
# Neither words nor numbers: addresses, hosts, versions, articles, dates of ISO 8601, the numbers of laws,
# standards and towns.
EXEMPT = re.compile(
    r"https?:\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|eu|net|info|tv|gouv)\b(?:/\S*)?"
    r"|^\d{1,2}\.\d{1,2}(?= [A-ZÉ])|\bcritères? \d+\.\d+(?:, \d+\.\d+)*|\baxe-core \d+\.\d+"
    r"|\b[A-Z][\w-]* \d+(?:\.\d+)+|\b[DLR]\d{3}-\d+|%s"
    r"|\b(?:19|20)\d\d-(?:0\d|1[0-2])(?:-\d\d)?\b|(?<=n°\u00a0)[\d-]+|\b(?:EPSG:|RFC |ISO )\d+"
    r"|(?<=Insee )\d{5}|(?<=réponse )\d{5}, \d{5}(?= Paris)"
)
RULES = {
    "espace fine avant ; : ! ? »": (
        r"[^\u202f\s(«!?…][;!?»](?!\w)|[ \u00a0][;:!?»]|[^\u202f\s\d]:(?=\s|$)|\d:(?!\d)"
    ),
    "espace fine après «": r"«(?!\u202f)",
    "guillemet droit ou anglais": r"[\"“”„]",
    "apostrophe droite": r"['`´‘]",
    "espace double": r"[ \u00a0\u202f]{2,}",
    "espace avant un point ou une virgule": r"[ \u00a0\u202f](?:,|\.(?![.\w]))",
    "espace dans une parenthèse": r"[(\[][ \u00a0\u202f]|[ \u00a0\u202f][)\]]",
    "points de suspension": r"\.{3}|…\.|\w[ \u00a0\u202f]…(?=\s|$)",
    "milliers": (
        r"(?<![\d,.\u202f/-])\d{1,3}(?:[ \u00a0.]\d{3})+(?![\d,])|(?<![\w,./-])\d{5,}(?![\w/-])"
    ),
    "virgule décimale": r"(?<![\d./\w-])\d+\.\d+(?![\d.\w])",
    "intervalle à trait d’union": r"(?<![\w-])\d+\s?-\s?\d+(?![\w-])",
    "trait d’union pour un tiret": r"\w - \w",
    "numéro": r"\b[nN](?:o\.?|º|um\.)[ \u00a0\u202f]?\d|[nN]°(?!\u00a0)",
    "ordinal": r"\d(?:[èe]re|[èe]me|i[èe]me)s?\b|\b[IVX]+i?[èe]me\b",
    "espace fine avant %": r"[^\u202f]%",
    "espace entre nombre et unité": rf"\d[ \u202f]?(?:{UNITS})\b",
    "capitale sans accent": (
        r"\b(?:E(?:coles?|tats?|tablissements?|tudes?|nergies?|ducation|galement|l[èe]ves?|tendue"
        r"|chelles?|dition|tape|pinal|vreux)|Iles?|Ca(?= )|Etre"
        r"|A(?= (?:l[ae’]|partir|vérifier|confirmer|moins|plus|cette?|chaque|droite|gauche)\b))"
        r"(?![\w-])"
    ),
    "ligature": r"\b(?:[Oo]euvre|[Cc]oeur|[Ss]oeur|[Oo]eil|[Nn]oeud|[Vv]oeu|[Ee]x[ -]aequo)",
}


def faults(text: str) -> list[str]:
    """List what breaks a rule in a text: « the rule: what is around it »."""
    bare = EXEMPT.sub(CODE, text)
    return [
        f"{rule}: {bare[max(0, found.start() - 20) : found.end() + 20]!r}"
        for rule, pattern in RULES.items()
        for found in re.finditer(pattern, bare)
    ]


class Page(HTMLParser):
    """Read what a page says.

    `said`: its text by block, then the attributes that are read to someone; `shown`: its text alone, with
    the elements that hold it; `short`: the abbreviations that say what they stand for.
    """

    def __init__(self, written: str):
        super().__init__()
        self.attributes: list[str] = []
        self.shown: list[tuple[tuple[str, ...], str]] = []
        self.short: set[str] = set()
        self.line, self.holds, self.inside = "", (), []
        self.feed(written)
        self.close()
        self.end()
        self.said = [text for _, text in self.shown] + self.attributes

    def end(self):
        if text := re.sub(r"[ \t\r\n]+", " ", self.line).strip(" "):
            self.shown.append((self.holds, text))
        self.line = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.attributes += [given[name] for name in SAID if given.get(name)]
        if tag == "meta" and (given.get("name") or given.get("property")) in METAS:
            self.attributes.append(given["content"])
        if tag not in INLINE:
            self.end()
        if tag not in VOID:
            self.inside.append((tag, given))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag not in INLINE:
            self.end()
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = tuple(tag for tag, _ in self.inside)
        if tags and tags[-1] in ("abbr", "span") and self.inside[-1][1].get("title"):
            self.short.add(data)
        if not self.line.strip():
            self.holds = tags
        self.line += CODE if CODES & set(tags) and data.strip() else data


# What a Markdown text holds besides prose: blocks and words of code, the targets of links, addresses.
NOT_PROSE = re.compile(r"(^```.*?^```|`[^`\n]*`|(?<=\])\([^)]*\)|<https?:[^>]*>)", re.S | re.M)


def markdown(text: str) -> Iterator[str]:
    """Yield the prose of a Markdown text, cell by cell in its tables."""
    kept = NOT_PROSE.split(text)
    bare = "".join(CODE if n % 2 else part for n, part in enumerate(kept)).replace("**", "")
    for line in bare.splitlines():
        for cell in re.sub(r"^\s*(?:#+|[->]) ", "", line).split("|"):
            if cell.strip(" -:"):
                yield cell.strip(" ")


def set_markdown(text: str) -> str:
    """Set the prose of a Markdown text as French is printed."""
    parts = NOT_PROSE.split(text)
    return "".join(part if n % 2 else typeset(part) for n, part in enumerate(parts))


def is_prose(text: str) -> bool:
    """Whether a text of a program is meant for a reader: words in French."""
    return bool(re.search(r"[éèêàâçùôîÉÀ’«»\u202f]", text) and re.search(r"[a-zà-ÿ]{2}", text))


def python_texts(source: str) -> Iterator[str]:
    """Yield the texts in French of a module, docstrings left out, with a mark where a value comes."""
    parts: set[ast.AST] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr):
            parts.add(node.value)
        if isinstance(node, ast.JoinedStr):
            parts |= set(node.values)
            text = "".join(p.value if isinstance(p, ast.Constant) else CODE for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in parts:
            text = node.value
        else:
            continue
        if is_prose(text):
            yield text


def script_texts(source: str) -> list[str]:
    """List the texts in French of a script, with a mark where a value comes."""
    source = re.sub(r"^\s*//[^\n]*|/\*.*?\*/", "", source, flags=re.M | re.S)
    texts = [text for _, text in re.findall(r"([\"'`])((?:(?!\1).)*)\1", source)]
    texts = [re.sub(r"\$\{[^}]*\}", CODE, text).replace(r"\u202f", "\u202f") for text in texts]
    return [
        text for text in texts if is_prose(text) or re.fullmatch(r"[A-Z][a-z]+( [a-z]+)*", text)
    ]


def unexplained(page: Page, names: Iterable[str]) -> set[str]:
    """Return the abbreviations of a page that nothing explains; `names` are no abbreviations."""
    bare = [EXEMPT.sub(CODE, text) for text in page.said]
    found = {word for text in bare for word in re.findall(r"(?<![\w/-])[A-Z][A-Z0-9]+(?!\w)", text)}
    explained = {word for short in page.short for word in (short, *short.split("-"))}
    return found - explained - set(names)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(set_markdown(Path(name).read_text("utf-8")), "utf-8")
