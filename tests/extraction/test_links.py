import pytest

from newsbot.extraction import extract

URL = "https://www.exemple.fr/monde/article/"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", URL),
        (
            '<link rel="canonical" href="https://www.exemple.fr/monde/vrai/">',
            "https://www.exemple.fr/monde/vrai/",
        ),
        ('<link rel="canonical" href="/monde/vrai/#suite">', "https://www.exemple.fr/monde/vrai/"),
        ('<link rel="canonical" href="https://m.exemple.fr/monde/vrai">', "https://m.exemple.fr/monde/vrai"),
        ('<link rel="canonical" href="https://ailleurs.example/x">', URL),
        ('<link rel="canonical" href="https://www.exemple.fr/">', URL),
        ('<link rel="canonical" href="javascript:void(0)">', URL),
        ('<link rel="canonical" href="http://[">', URL),
        ('<link rel="canonical" href="">', URL),
        (
            '<meta property="og:url" content="https://www.exemple.fr/monde/vrai/">',
            "https://www.exemple.fr/monde/vrai/",
        ),
    ],
)
def test_canonical_url(head: str, expected: str) -> None:
    assert extract(f"<head>{head}</head><p>x", URL).canonical_url == expected


@pytest.mark.parametrize("url", ["", "rien", "http://[", "http://exemple.fr:99999/x", "ftp://exemple.fr/x"])
def test_any_address_will_do(url: str) -> None:
    assert extract('<link rel="next" href="2"><p>x', url).url == url


PAGER = '<nav class="page-links"><span class="current">Page {0}</span> {1}</nav>'


@pytest.mark.parametrize(
    ("url", "html", "expected"),
    [
        (URL, PAGER.format(1, f'<a href="{URL}2/">Page 2</a> <a href="{URL}3/">Page 3</a>'), f"{URL}2/"),
        (f"{URL}2/", PAGER.format(2, f'<a href="{URL}">Page 1</a> <a href="{URL}3/">Page 3</a>'), f"{URL}3/"),
        (f"{URL}3/", PAGER.format(3, f'<a href="{URL}">Page 1</a> <a href="{URL}2/">Page 2</a>'), ""),
        (URL, '<link rel="next" href="/monde/article/page/2/">', f"{URL}page/2/"),
        (URL, '<ul class="pager"><li><a href="?page=2">Suite</a></li></ul>', f"{URL}?page=2"),
        (URL, '<a rel="next" href="/monde/un-autre-article-2/">Article suivant</a>', ""),
        (URL, '<a rel="next" href="/monde/2/">Article suivant</a>', ""),
        (URL, '<a href="/monde/article/2/">Un lien</a>', ""),
    ],
)
def test_next_page(url: str, html: str, expected: str) -> None:
    assert extract(html, url).next_page == expected
