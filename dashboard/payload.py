"""What a browser may send to a callback, checked before any of them runs; pure, without Dash.

The bodies of `/_dash-update-component` come from the page's own script; anything else is refused
here, once, so that callbacks stay free of checks.
"""

from collections.abc import Callable, Mapping

from . import ids


def asked(value) -> bool:
    """What the list is asked for: a view, words, a column and its direction, all texts."""
    if not isinstance(value, dict) or not isinstance(value.get("vue"), str):
        return False
    return set(value) <= {"vue", "mots", "colonne", "sens"} and all(
        isinstance(text, str) for text in value.values()
    )


RULES: Mapping[tuple[str, str], Callable[[object], bool]] = {(ids.SEARCH, "data"): asked}


def acceptable(body, inputs_of: Mapping[str, list[dict]]) -> bool:
    """Say whether a body asks for a known output with the values that the page can send.

    Parameters
    ----------
    body : the decoded JSON, of any kind.
    inputs_of : the inputs and states (`id`, `property`) of each callback, by its output.
    """
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    expected = inputs_of.get(body["output"])
    if expected is None or body.get("outputs") != outputs_of(body["output"]):
        return False
    inputs, states = body.get("inputs", []), body.get("state", [])
    changed = body.get("changedPropIds", [])
    if not all(isinstance(part, list) for part in (inputs, states, changed)):
        return False
    sent = [*inputs, *states]
    if len(sent) != len(expected) or not all(isinstance(name, str) for name in changed):
        return False
    return all(
        isinstance(given, dict)
        and given.get("id") == known["id"]
        and given.get("property") == known["property"]
        and RULES[known["id"], known["property"]](given.get("value"))
        for given, known in zip(sent, expected, strict=True)
    )


def outputs_of(output: str) -> dict | list[dict]:
    """Return the outputs that Dash's one text for them stands for."""
    names = [name.rsplit(".", 1) for name in output.strip(".").split("...")]
    outputs = [{"id": name, "property": prop} for name, prop in names]
    return outputs if output.startswith("..") else outputs[0]
