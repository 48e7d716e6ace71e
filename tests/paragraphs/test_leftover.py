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
