"""The pages look as in the pictures that a person has reviewed: `tests/picture.py` takes them anew."""

import pytest
from picture import PICTURES, STATES, compare, take

from dashboard.french import NNBSP

UNSEEN = 2  # blocks: the same page gives none, idle or busy; another digit gives three
DIFFERENCES = PICTURES / "ecarts"
FOLDER = DIFFERENCES.relative_to(PICTURES.parents[1])
STALE = (
    f"{{name}}{NNBSP}: {{blocks}} blocs diffèrent de l’image gardée. Regarder {FOLDER}/{{name}}.webp "
    f"et {FOLDER}/{{name}}-rouge.webp, puis, si c’est voulu{NNBSP}: "
    "`.venv/bin/python tests/picture.py {name}`"
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def blank(browser):
    """Open an empty page, which compares."""
    tab = browser.new_page()
    yield tab
    tab.close()


def hold(blank, name, taken, folder):
    """Fail when a picture is not the one kept, and write it and where it differs for who reviews it."""
    blocks, differences = compare(blank, (PICTURES / f"{name}.webp").read_bytes(), taken)
    if blocks <= UNSEEN:
        return
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.webp").write_bytes(taken)
    (folder / f"{name}-rouge.webp").write_bytes(differences)
    pytest.fail(STALE.format(name=name, blocks=blocks), pytrace=False)


@pytest.mark.parametrize("name", STATES)
def test_a_state_looks_as_its_picture(browser, blank, address, name):
    hold(blank, name, take(browser, address, STATES[name]), DIFFERENCES)


def test_each_state_has_one_picture():
    assert {path.stem for path in PICTURES.glob("*.webp")} == set(STATES)


def test_a_mark_less_is_seen_and_shown(browser, blank, address, tmp_path):
    def erase(tab):
        tab.evaluate("document.querySelector('.scatterlayer .trace:last-child .point').remove()")

    taken = take(browser, address, STATES["carte"]._replace(act=erase))
    with pytest.raises(pytest.fail.Exception, match=r"^carte.: \d+ blocs diffèrent"):
        hold(blank, "carte", taken, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"carte.webp", "carte-rouge.webp"}
    assert (tmp_path / "carte.webp").read_bytes() == taken
