"""The selection, its one form in the URL, what it refuses."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.selection import (
    CHOICES,
    MOST_ESSAIS,
    PARAMETERS,
    InvalidSelection,
    Selection,
    read_params,
)
from dashboard.vocabulary import RAYONS_KM, REGIONS, Filiere, Indicator, Level, Tri, Vague, Vue

FILIERES = (
    "mobilite, materiaux, services-personne, tourisme, batiment, services-entreprises, creation, "
    "energie, alimentaire, chimie, mecatronique, numerique"
)
CODES = "01, 02, 03, 04, 06, 11, 24, 27, 28, 32, 44, 52, 53, 75, 76, 84, 93, 94"
NAMES = "filiere, vague, region, preuve, niveau, indicateur, rayon, campus, vue, tri, essai, contre"
SIDES = f"toutes, {FILIERES}, 1, 2, 3, 4"
INDICATORS = "effectif, taux, diversite, dominante, population"

selections = st.builds(
    Selection,
    filieres=st.frozensets(st.sampled_from(Filiere)),
    vagues=st.frozensets(st.sampled_from(Vague)),
    regions=st.frozensets(st.sampled_from(REGIONS)),
    sourced_only=st.booleans(),
    level=st.sampled_from(Level),
    indicator=st.sampled_from(Indicator),
    rayon_km=st.sampled_from(RAYONS_KM),
    campus=st.none() | st.text(min_size=1) | st.text("a&=+%#,? é", min_size=1),
    vue=st.sampled_from(Vue),
    tri=st.sampled_from(Tri),
    essai=st.frozensets(st.text("0123456789", min_size=1), max_size=MOST_ESSAIS),
    contre=st.frozensets(st.sampled_from(list(CHOICES["contre"])[1:]), max_size=5)
    | st.just(frozenset({"toutes", "2"})),
)
near_queries = st.lists(
    st.tuples(
        st.sampled_from([*PARAMETERS, "filieres", ""]) | st.text(max_size=5),
        st.sampled_from(["tourisme", "1,2", "53", "source", "academie", "taux", "25", "liste", ""])
        | st.text(max_size=8),
    ).map("=".join),
    max_size=6,
).map("&".join)


REFUSED = [
    (
        "filieres=tourisme",
        f"Paramètre « filieres » : paramètre inconnu. Paramètres admis : {NAMES}.",
    ),
    ("Filiere=tourisme", f"Paramètre « Filiere » : paramètre inconnu. Paramètres admis : {NAMES}."),
    ("excel=1", f"Paramètre « excel » : paramètre inconnu. Paramètres admis : {NAMES}."),
    ("=tourisme", f"Paramètre «  » : paramètre inconnu. Paramètres admis : {NAMES}."),
    (
        "filiere=luxe",
        f"Paramètre « filiere » : valeur « luxe » inconnue. Valeurs admises : {FILIERES}.",
    ),
    (
        "filiere=tourisme,,chimie",
        f"Paramètre « filiere » : valeur «  » inconnue. Valeurs admises : {FILIERES}.",
    ),
    ("vague=5", "Paramètre « vague » : valeur « 5 » inconnue. Valeurs admises : 1, 2, 3, 4."),
    ("vague=01", "Paramètre « vague » : valeur « 01 » inconnue. Valeurs admises : 1, 2, 3, 4."),
    ("vague=1+", "Paramètre « vague » : valeur « 1  » inconnue. Valeurs admises : 1, 2, 3, 4."),
    ("region=1", f"Paramètre « region » : valeur « 1 » inconnue. Valeurs admises : {CODES}."),
    (
        "preuve=partiel",
        "Paramètre « preuve » : valeur « partiel » inconnue. Valeurs admises : source.",
    ),
    (
        "niveau=commune",
        "Paramètre « niveau » : valeur « commune » inconnue. Valeurs admises : region, academie.",
    ),
    (
        "indicateur=densite",
        f"Paramètre « indicateur » : valeur « densite » inconnue. Valeurs admises : {INDICATORS}.",
    ),
    ("rayon=30", "Paramètre « rayon » : valeur « 30 » inconnue. Valeurs admises : 25, 50, 100."),
    (
        "vue=tableau",
        "Paramètre « vue » : valeur « tableau » inconnue. "
        "Valeurs admises : carte, couverture, liste.",
    ),
    (
        "tri=nombre",
        "Paramètre « tri » : valeur « nombre » inconnue. Valeurs admises : nom, total, lacunes.",
    ),
    (
        "essai=9",
        "Paramètre « essai » : aucun lieu « 9 » dans ces données (identifiants : colonne « id » de villes.csv).",
    ),
    (
        "essai=1,",
        "Paramètre « essai » : aucun lieu «  » dans ces données (identifiants : colonne « id » de villes.csv).",
    ),
    ("essai=", "Paramètre « essai » : valeur vide."),
    ("essai=1,2,1", "Paramètre « essai » : lieu répété dans « 1,2,1 »."),
    (
        "essai=" + ",".join(map(str, range(10, 21))),
        "Paramètre « essai » : plus de 10 lieux.",
    ),
    (
        "contre=luxe",
        f"Paramètre « contre » : valeur « luxe » inconnue. Valeurs admises : {SIDES}.",
    ),
    (
        "contre=toutes,chimie",
        "Paramètre « contre » : « toutes » les filières et une seule dans « toutes,chimie ». "
        f"Valeurs admises : {SIDES}.",
    ),
    ("campus=nulle-part", "Paramètre « campus » : aucun campus « nulle-part » dans ces données."),
    ("filiere=", f"Paramètre « filiere » : valeur vide. Valeurs admises : {FILIERES}."),
    ("filiere", f"Paramètre « filiere » : valeur vide. Valeurs admises : {FILIERES}."),
    ("campus=", "Paramètre « campus » : valeur vide."),
    (
        "vague=1&vague=2",
        "Paramètre « vague » : donné deux fois, « 1 » puis « 2 » ; une seule suffit, ses valeurs "
        "séparées par des virgules. Valeurs admises : 1, 2, 3, 4.",
    ),
    (
        "vue=liste&vue=carte",
        "Paramètre « vue » : donné deux fois, « liste » puis « carte ». "
        "Valeurs admises : carte, couverture, liste.",
    ),
    ("campus=a&campus=b", "Paramètre « campus » : donné deux fois, « a » puis « b »."),
    (
        "vague=1,2,1",
        "Paramètre « vague » : valeur répétée dans « 1,2,1 ». Valeurs admises : 1, 2, 3, 4.",
    ),
    (
        "rayon=%00%0A%E2%80%AE",
        "Paramètre « rayon » : valeur « \\u0000\\u000a\\u202e » inconnue. "
        "Valeurs admises : 25, 50, 100.",
    ),
    (
        "rayon=" + "9" * 81,
        f"Paramètre « rayon » : valeur « {'9' * 80}… » inconnue. Valeurs admises : 25, 50, 100.",
    ),
    (
        "&".join(["vague=1"] * 51),
        f"Paramètre « … » : plus de 50 paramètres dans l’adresse. Paramètres admis : {NAMES}.",
    ),
]


def narrow(text: str) -> str:
    """Set the narrow no-break spaces that the tables above write as plain ones."""
    return (
        text.replace(" :", "\u202f:")
        .replace(" ;", "\u202f;")
        .replace("« ", "«\u202f")
        .replace(" »", "\u202f»")
    )


@pytest.mark.parametrize(("query", "message"), REFUSED, ids=[query[:30] for query, _ in REFUSED])
def test_a_wrong_query_is_refused_in_words(query, message):
    with pytest.raises(InvalidSelection) as refusal:
        params = read_params(query)
        Selection.from_params(params, ["a", "b"], ["1", "2", *map(str, range(10, 21))])
    assert str(refusal.value) == narrow(message)


def test_a_refusal_names_its_parameter_and_the_allowed_values():
    with pytest.raises(InvalidSelection) as refusal:
        Selection.from_query("rayon=30")
    assert (refusal.value.parameter, refusal.value.allowed) == ("rayon", ("25", "50", "100"))


def test_an_option_is_accepted_only_where_a_route_has_it():
    assert read_params("vague=1&excel=1", ["excel"]) == {"vague": "1", "excel": "1"}
    with pytest.raises(InvalidSelection) as refusal:
        read_params("excell=1", ["excel"])
    assert str(refusal.value) == narrow(
        f"Paramètre « excell » : paramètre inconnu. Paramètres admis : {NAMES}, excel."
    )


@given(selections)
def test_a_selection_written_and_read_again_is_itself(selection):
    assert Selection.from_query(selection.to_query()) == selection
    assert Selection.from_query(selection.to_search()) == selection


@given(near_queries)
@example("vague=1&vague=1")
@example("filiere=chimie,tourisme")
def test_any_query_is_a_selection_or_is_refused(query):
    try:
        selection = Selection.from_query(query)
    except InvalidSelection as refusal:
        assert str(refusal).startswith("Paramètre «\u202f")
    else:
        assert Selection.from_query(selection.to_query()) == selection


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_a_selection_or_is_refused(query):
    try:
        Selection.from_query(query)
    except InvalidSelection as refusal:
        assert str(refusal).isprintable() or "\u202f" in str(refusal)


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("?", ""),
        ("vue=liste&filiere=numerique,mobilite", "filiere=mobilite,numerique&vue=liste"),
        ("vague=4,1", "vague=1,4"),
        ("vague=4%2C1", "vague=1,4"),
        ("region=84,01", "region=01,84"),
        ("niveau=region&indicateur=effectif&rayon=50&vue=carte", ""),
        ("vague=1,2,3,4", ""),
        ("filiere=" + FILIERES.replace(" ", ""), ""),
        ("region=" + CODES.replace(" ", ""), ""),
        (
            "vue=couverture&campus=a&rayon=100&indicateur=population&niveau=academie&preuve=source"
            "&region=53&vague=2&filiere=chimie",
            "filiere=chimie&vague=2&region=53&preuve=source&niveau=academie&indicateur=population"
            "&rayon=100&campus=a&vue=couverture",
        ),
        ("contre=4,chimie&essai=20,10&tri=nom", "essai=10,20&contre=chimie,4"),
        ("tri=lacunes&contre=1,2,3,4", "tri=lacunes&contre=1,2,3,4"),
        ("contre=" + FILIERES.replace(" ", ""), "contre=toutes"),
    ],
)
def test_one_selection_has_one_address(query, canonical):
    selection = Selection.from_query(query)
    assert selection.to_query() == canonical
    assert selection.to_search() == (f"?{canonical}" if canonical else "")


def test_choosing_everything_is_choosing_nothing():
    everything = Selection(frozenset(Filiere), frozenset(Vague), frozenset(REGIONS))
    assert everything == Selection()


@pytest.mark.parametrize(
    ("query", "opposed"),
    [
        ("filiere=tourisme&vague=1&contre=energie", "filiere=energie&vague=1"),
        ("filiere=tourisme&vague=1,2&contre=1,2,3,4", "filiere=tourisme"),
        ("filiere=tourisme&vague=1&contre=toutes", "vague=1"),
        ("filiere=tourisme&vague=1&contre=toutes,4", "vague=4"),
        ("rayon=25&contre=chimie,creation,3", "filiere=creation,chimie&vague=3&rayon=25"),
    ],
)
def test_the_other_side_replaces_only_the_filters_that_it_names(query, opposed):
    assert Selection.from_query(query).opposed == Selection.from_query(opposed)


def test_without_another_side_nothing_is_compared():
    assert Selection.from_query("filiere=tourisme").opposed is None


def test_toggling_adds_then_takes_out_and_keeps_the_rest():
    first = Selection(vagues=frozenset({Vague.une}), vue=Vue.liste)
    both = first.toggled("vagues", Vague.deux)
    assert both == Selection(vagues=frozenset({Vague.une, Vague.deux}), vue=Vue.liste)
    assert both.toggled("vagues", Vague.deux) == first


@pytest.mark.parametrize(
    ("query", "narrowed", "filtered"),
    [
        ("", False, False),
        ("niveau=academie&indicateur=taux&vue=liste&campus=a", False, False),
        ("region=53", False, True),
        ("filiere=chimie", True, True),
        ("vague=1", True, True),
        ("preuve=source", True, True),
    ],
)
def test_a_selection_knows_whether_it_leaves_campuses_out(query, narrowed, filtered):
    selection = Selection.from_query(query)
    assert (selection.narrowed, selection.filtered) == (narrowed, filtered)
    cleared = selection.but(**Selection.NO_FILTER)
    assert not cleared.filtered and cleared.campus is None


def test_a_selection_is_about_the_regions_chosen_or_about_all():
    assert Selection.from_query("").concerns("53")
    chosen = Selection.from_query("region=53,28")
    assert [chosen.concerns(code) for code in ("28", "53", "76")] == [True, True, False]
