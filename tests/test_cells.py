"""What a cell may hold: addresses, numbers, dates, lists of doubts."""

from datetime import date

import pandas as pd
import pytest

from dashboard.cells import date_fault, doubts, doubts_fault, is_url, number, urls_fault

TODAY = date(2018, 3, 1)


@pytest.mark.parametrize(
    "url",
    [
        "https://exemple.fr",
        "http://www.exemple.fr:8080/a?b=c&d=%20#e",
        "HTTPS://exemple.fr/Éducation,1",
        "http://1.2.3.4/",
    ],
)
def test_an_address_of_a_page_is_one(url):
    assert is_url(url)


@pytest.mark.parametrize(
    "text",
    [
        "http://",
        "http:///chemin",
        "exemple.fr",
        "//exemple.fr",
        "data:text/html,x",
        "https://exemple.fr:port/",
        "https://[exemple",
        "https://-/",
        'https://exemple.fr/"onclick=',
        "https://exemple.fr/'",
        "https://exemple.fr/<b>",
        "https://exemple.fr/\n",
        "https://exemple.fr/\x1b[2J",
        "https://exemple.fr/\u202egro",
    ],
)
def test_what_is_no_address_of_a_page_is_refused(text):
    assert not is_url(text)


def test_a_number_is_plain_and_within_its_bound():
    cells = pd.Series(["-61.5", "0", "90.1", "nan", "1e1", "1,5", " 2", ""], dtype="str")
    assert number(cells, 90).dropna().to_dict() == {0: -61.5, 1: 0.0}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2013", None),
        ("2018-03-01", None),
        ("2018-03-02", "le 1er mars 2018 au plus tard, d’après l’horloge de cette machine"),
        ("2012-12-31", "les premiers labels sont de 2013"),
        ("2017-02-30", "AAAA, AAAA-MM ou AAAA-MM-JJ attendu"),
        ("2017-2", "AAAA, AAAA-MM ou AAAA-MM-JJ attendu"),
        ("", "AAAA, AAAA-MM ou AAAA-MM-JJ attendu"),
    ],
)
def test_a_date_is_a_year_a_month_or_a_day_from_the_first_labels_to_today(text, fault):
    assert date_fault(text, TODAY) == (fault and f"date impossible\u202f; {fault}")


def test_doubts_name_columns_and_the_wrong_parts_are_said():
    assert doubts("vague; nom ;;") == ["vague", "nom"]
    assert doubts_fault("vague;label_mi_2017") is None
    assert doubts_fault("vague;x;y").startswith(
        "colonne inconnue\u202f: «\u202fx\u202f», «\u202fy\u202f»\u202f; valeurs admises\u202f: id, nom,"
    )
    wrong = "adresse de page (http ou https) attendue"
    assert urls_fault("https://a.example x") == f"{wrong}, et non «\u202fx\u202f»"
    assert (urls_fault("x"), urls_fault("https://a.example")) == (wrong, None)
    kept = "https://web.archive.org/web/2017/https://a.example/b,1"
    assert urls_fault(f"{kept} https://a.example") is None
    apart = f"{wrong}, une espace seule entre deux"
    assert urls_fault(f"{kept}, https://a.example") == f"{apart}, et non «\u202f{kept},\u202f»"
    assert urls_fault(f"{kept};https://a.example") == apart
