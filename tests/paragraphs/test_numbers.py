import pytest

from newsbot.paragraphs.numbers import number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", "12"),
        ("1,1 milliard", "1100000000"),
        ("1100 millions", "1100000000"),
        ("dix mille", "10000"),
        ("deux mille vingt quatre", "2024"),
        ("quatre vingt dix sept", "97"),
        ("vingt et un", "21"),
        ("soixante et onze", "71"),
        ("deux cent trente", "230"),
        ("30 pour cent", "30%"),
        ("30 %", "30%"),
        ("moitie", "50%"),
        ("un tiers", "33.3333%"),
        ("trois quarts", "75%"),
        ("quinzaine", "15"),
        ("3e", "3."),
        ("troisieme", "3."),
        ("1er", "1."),
        ("1re", "1."),
        ("dix septieme", "17."),
        ("vingt et unieme", "21."),
        ("deux milliards deux cents millions", "2200000000"),
        ("trois millions deux cent mille", "3200000"),
        ("deux millions et demi", "2500000"),
        ("5 mio", "5000000"),
        ("3 pourcent", "3%"),
        ("millier", "1000"),
        ("-5", "-5"),
    ],
)
def test_numbers_have_one_spelling(words, value):
    split = words.split()
    assert number(split, 0) == (len(split), value)


@pytest.mark.parametrize("words", ["un chat", "un quart d heure", "maison", "premier ministre", "vive la"])
def test_words_that_are_no_numbers(words):
    assert number(words.split(), 0) is None


def test_a_number_ends_before_the_next_one():
    assert number(["3", "millions", "12", "personnes"], 0) == (2, "3000000")
    assert number(["dix", "premiers"], 0) == (1, "10")
    assert number(["12", "m", "€"], 0) == (2, "12000000")
    assert number(["12", "m", "de"], 0) == (1, "12")


def test_roman_numerals_are_written_in_capitals():
    assert number(["xxie", "siecle"], 0, capital=True) == (1, "21.")
    assert number(["vie"], 0) is None
