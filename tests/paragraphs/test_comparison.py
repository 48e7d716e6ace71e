"""What the fuller of two sentences may have in the middle of what the other tells."""

import pytest

from newsbot.paragraphs import repeats


@pytest.mark.parametrize(
    ("fuller", "other"),
    [
        (
            "Les députés socialistes ont voté contre le budget mardi.",
            "Les députés ont voté contre le budget mardi.",
        ),
        (
            "Les femmes enceintes peuvent de nouveau voyager sur la ligne.",
            "Les femmes peuvent de nouveau voyager sur la ligne.",
        ),
        (
            "Le taux de chômage des jeunes diplômés a baissé de deux points en Tunisie.",
            "Le taux de chômage des jeunes a baissé de deux points en Tunisie.",
        ),
        (
            "La vente de voitures diesel neuves a été interdite par la ville de Gand.",
            "La vente de voitures diesel a été interdite par la ville de Gand.",
        ),
        (
            "La consommation électrique des ménages a reculé de 4 % en 2023.",
            "La consommation des ménages a reculé de 4 % en 2023.",
        ),
        (
            "Les prisonniers qui ont purgé la moitié de leur peine seront libérés en juin.",
            "Les prisonniers seront libérés en juin.",
        ),
        (
            "Le cancer du sein recule chez les Suissesses de moins de 50 ans.",
            "Le cancer recule chez les Suissesses de moins de 50 ans.",
        ),
        (
            "Elle a vendu la maison de ses parents pour payer les avocats.",
            "Elle a vendu sa maison pour payer les avocats.",
        ),
        (
            "Les magasins resteront ouverts le dimanche en décembre.",
            "Les magasins resteront ouverts en décembre.",
        ),
        (
            "La production industrielle allemande a reculé de 2 % en mai.",
            "La production allemande a reculé de 2 % en mai.",
        ),
        ("Le procès s'ouvrira le mois prochain à Bamako.", "Le procès s'ouvrira ce mois-ci à Bamako."),
        (
            "Le suspect travaillait dans une boulangerie de Mons avec sa sœur.",
            "Le suspect travaille dans une boulangerie de Mons avec sa sœur.",
        ),
    ],
)
def test_what_is_narrowed_is_another_fact(fuller, other):
    assert not repeats(fuller, other)
    assert not repeats(other, fuller)


@pytest.mark.parametrize(
    ("fuller", "other"),
    [
        (
            "Un violent incendie a détruit un hangar lundi à Namur.",
            "Un incendie a détruit un hangar lundi à Namur.",
        ),
        ("Le maire socialiste de Lille a démissionné mardi.", "Le maire de Lille a démissionné mardi."),
        (
            "Le maire, élu en 2020 avec le soutien de presque tous les partis, a démissionné mardi à Arlon.",
            "Le maire a démissionné mardi à Arlon.",
        ),
        (
            "Le chanteur québécois, qui avait promis de ne plus jamais remonter sur scène, donnera trois"
            " concerts à Montréal en juin.",
            "Le chanteur québécois donnera trois concerts à Montréal en juin.",
        ),
        (
            "La banque supprimera 300 emplois en Suisse d'ici à mars, une mesure que les syndicats refusent.",
            "La banque supprimera 300 emplois en Suisse d'ici à mars.",
        ),
    ],
)
def test_a_clause_of_its_own_only_adds(fuller, other):
    assert repeats(fuller, other)


@pytest.mark.parametrize(
    ("doubted", "other"),
    [
        (
            "La banque supprimera 300 emplois en Suisse, sauf à Genève, d'ici à mars.",
            "La banque supprimera 300 emplois en Suisse d'ici à mars.",
        ),
        ("Le navire a coulé, selon une rumeur, au large de Sfax.", "Le navire a coulé au large de Sfax."),
        (
            "Le barrage sera construit, si la banque donne son accord, près de Kayes en 2026.",
            "Le barrage sera construit près de Kayes en 2026.",
        ),
        (
            "Le joueur quittera le club en juin, ce que son agent dément.",
            "Le joueur quittera le club en juin.",
        ),
    ],
)
def test_a_clause_that_limits_or_denies_makes_another_fact(doubted, other):
    assert not repeats(doubted, other)


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
