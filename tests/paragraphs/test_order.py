"""Who does what to whom: the same words in another order."""

import pytest

from newsbot.paragraphs import repeats


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Le ministre, accusé de corruption, a été relaxé par la cour.",
            "Le ministre a été accusé de corruption par la cour.",
        ),
        (
            "Deux soldats, dont un officier, ont été tués lundi à Kidal.",
            "Un officier a été tué lundi à Kidal.",
        ),
        (
            "Le groupe a vendu sa filiale italienne à un fonds pour 3 millions d'euros.",
            "Le groupe a vendu sa filiale à un fonds italien pour 3 millions d'euros.",
        ),
        (
            "Le préfet a affirmé que le maire avait menti.",
            "Le maire a affirmé que le préfet avait menti.",
        ),
        (
            "La ville a vendu le stade et acheté le théâtre.",
            "La ville a vendu le théâtre et acheté le stade.",
        ),
        ("Le Mali et le Niger accusent le Bénin.", "Le Niger et le Bénin accusent le Mali."),
        ("Des combats ont eu lieu à Moscou mardi.", "Des combats ont eu lieu en Russie mardi."),
        ("Le quartier a de l'eau depuis lundi matin.", "Le quartier est privé d'eau depuis lundi matin."),
    ],
)
def test_the_same_words_of_someone_else(a, b):
    assert not repeats(a, b)
    assert not repeats(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Le village est privé d'eau depuis deux jours.", "Le village est sans eau depuis deux jours."),
        (
            "Le parti devance de quatre points ses rivaux conservateurs en Ontario.",
            "Le parti devance ses rivaux conservateurs de quatre points en Ontario.",
        ),
        (
            "L'agence enverra la semaine prochaine une mission de huit experts.",
            "L'agence enverra une mission de huit experts la semaine prochaine.",
        ),
        (
            "L'Italie, la Grèce et la Belgique ont voté contre le texte.",
            "La Belgique, l'Italie et la Grèce ont voté contre le texte.",
        ),
        (
            "Quatre suspects ont été arrêtés à Gand, a annoncé la police.",
            "La police a annoncé l'arrestation de quatre suspects à Gand.",
        ),
        (
            "Bruno Le Maire, le ministre de l'Économie, a présenté le budget lundi.",
            "Le ministre de l'Économie Bruno Le Maire a présenté le budget lundi.",
        ),
        (
            "Un homme armé d'un couteau a blessé deux passants à Lyon dimanche.",
            "Deux passants ont été blessés dimanche à Lyon par un homme armé d'un couteau.",
        ),
        ("Moscou a imposé des sanctions à dix élus.", "La Russie a imposé des sanctions à dix élus."),
        ("Plusieurs ouvriers ont été soignés lundi à Gand.", "Des ouvriers ont été soignés lundi à Gand."),
        (
            "Il faudrait cent camions de farine par jour à Gaza.",
            "Cent camions de farine seraient nécessaires par jour à Gaza.",
        ),
    ],
)
def test_what_may_move(a, b):
    assert repeats(a, b)
    assert repeats(b, a)
