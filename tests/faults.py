"""What axe finds on a page: one set of rules for every test, those of WCAG 2.2 and the good practices."""

from axe_playwright_python.sync_playwright import Axe

# Only what is broken is described node by node: to describe what holds too takes twice as long.
EVERY = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "tag", "values": ["cat.color"]}, "resultTypes": ["violations"]}


def faults(page, options=EVERY):
    """List the rules broken, each with the elements that break it."""
    found = Axe().run(page, options=options).response
    assert found["passes"], "no rule has found anything to look at"
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]]


def colour_faults(page):
    """List the broken rules of contrast and colour alone: all that changes from day to night."""
    return faults(page, COLOURS)
