import pytest

from newsbot.paragraphs import earlier, keys

TEXT = (
    "Le bilan provisoire du séisme est de 27 morts et de plus de 400 blessés, a annoncé samedi la protection "
    "civile."
)


def test_keys_are_few_and_stable():
    assert keys(TEXT) == keys(TEXT)
    assert 1 <= len(keys(TEXT)) <= 3
    assert min(keys("Une phrase assez longue pour être cherchée ailleurs.")) == (1279261243).to_bytes(4)


def test_short_texts_are_not_looked_for():
    assert keys("Trop court pour compter.") == ()
    assert earlier(["Trop court pour compter."] * 2) == [None, None]


@pytest.mark.parametrize(
    "again",
    [
        TEXT,
        "SÈTE (AFP) – " + TEXT,
        TEXT.replace("'", "’").replace(" est ", "\u00a0est "),
        TEXT + " Aucune autre précision n'a été donnée.",
        "Le séisme a fait 27 morts et plus de 400 blessés selon un bilan provisoire annoncé samedi par la "
        "protection civile.",
    ],
)
def test_the_earlier_text_is_found(again):
    other = "Les secours ont évacué quarante familles du quartier de la gare dans la nuit."
    assert earlier([other, TEXT, again]) == [None, None, 1]


def test_another_toll_is_another_text():
    assert earlier([TEXT, TEXT.replace("27", "31")]) == [None, None]


def test_the_first_one_is_given():
    assert earlier([TEXT, TEXT, TEXT]) == [None, 0, 0]
