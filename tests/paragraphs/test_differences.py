"""What differs between two terms that say the same."""

import pytest

from newsbot.paragraphs import repeats


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Le maire a inauguré la gare lundi à Dax.", "Le maire inaugurera la gare lundi à Dax."),
        ("Le maire a inauguré la gare lundi à Dax.", "Le maire n'a pas inauguré la gare lundi à Dax."),
        ("Un étudiant a été blessé lundi à Dax.", "Une étudiante a été blessée lundi à Dax."),
        ("Le procès reprendra cette semaine à Dax.", "Le procès reprendra la semaine prochaine à Dax."),
        ("Le train est parti de Moscou lundi matin.", "Le train est parti à Moscou lundi matin."),
        ("Le prix du pain est relevé de 4 % en mai.", "Le prix du pain est relevé à 4 % en mai."),
        ("Les juges ont entendu le témoin jeudi.", "Les juges ont entendu les témoins jeudi."),
    ],
)
def test_one_small_difference_makes_another_fact(a, b):
    assert not repeats(a, b)
    assert not repeats(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Le maire a reçu les clés de la ville en mai 1920.",
            "Le maire reçut les clés de la ville en mai 1920.",
        ),
        ("Elle devint ministre de la Santé en 1997.", "Elle est devenue ministre de la Santé en 1997."),
        ("L'accord de Paris a été signé par 195 pays.", "L'accord à Paris a été signé par 195 pays."),
        ("L'explosion a tué 45 personnes à Kidal.", "L'explosion a fait 45 morts à Kidal."),
    ],
)
def test_what_differs_in_form_only(a, b):
    assert repeats(a, b)
    assert repeats(b, a)
