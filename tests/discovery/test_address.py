"""What an address tells of its page."""

import pytest

from newsbot.discovery import is_article


@pytest.mark.parametrize(
    "path",
    [
        "monde/au-mali-les-ecoles-rouvrent/",
        "international/article/2024/05/12/au-mali_6232_3210.html",
        "monde/4091234-20240512-mali",
        "2024/05/12/vlad/",
        "node/12",
        "spip.php?article12",
        "article12.html",
        "?p=585",
        "monde/%f0%9f%94%a5-direct-a00296/",
        "meteo/les-records-de-vent-de-mai",
    ],
)
def test_articles(path: str) -> None:
    assert is_article("http://journal.example/" + path) is True


@pytest.mark.parametrize(
    "path",
    [
        "",
        "2024/05/",
        "tag/le-grand-chantier-du-siecle",
        "auteur/jeanne-de-la-tour-blanche",
        "category/monde/page/2/",
        "videos/les-images-du-jour-en-direct",
        "mentions-legales",
        "wp-content/uploads/2024/05/le-plan-de-la-ville.jpg",
        "feed/",
        "spip.php?rubrique2",
        "spip.php?mot7",
        "?s=au+mali+les+ecoles",
    ],
)
def test_pages_that_are_no_articles(path: str) -> None:
    assert is_article("http://journal.example/" + path) is False


@pytest.mark.parametrize("path", ["monde/", "monde/proche-orient/", "monde/vlad", "1927"])
def test_addresses_that_do_not_tell(path: str) -> None:
    assert is_article("http://journal.example/" + path) is None
