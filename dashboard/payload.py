"""What a browser may send to a callback, checked before any of them runs; pure, without Dash.

The bodies of `/_dash-update-component` come from the page's own script; anything else is refused
here, once, so that callbacks stay free of checks.
"""

from . import ids

LONGEST = {"mots": 200, "vue": 2000}  # letters: the page's own field takes no more, nor an address
SORTED = ("nom", "filiere", "commune", "vague", "date_labellisation", "preuve")
CHOICES = {"colonne": SORTED, "sens": ("ascending", "descending")}


def asked(value) -> bool:
    """What the list is asked for: a view, words, a column and its direction, all texts."""
    if not isinstance(value, dict) or not isinstance(value.get("vue"), str):
        return False
    return set(value) <= {*LONGEST, *CHOICES} and all(
        isinstance(text, str)
        and (text in CHOICES[name] if name in CHOICES else len(text) <= LONGEST[name])
        for name, text in value.items()
    )


def acceptable(body) -> bool:
    """Say whether a body, decoded from JSON, is one that the page sends: to the one callback of the server."""
    match body:
        case {
            "output": output,
            "outputs": outputs,
            "inputs": [{"id": ids.SEARCH, "property": "data", "value": value}],
        }:
            return (
                output == f"{ids.ROWS}.data"
                and outputs == {"id": ids.ROWS, "property": "data"}
                and body.get("state", []) == []
                and body.get("changedPropIds", []) in ([], [f"{ids.SEARCH}.data"])
                and asked(value)
            )
    return False
