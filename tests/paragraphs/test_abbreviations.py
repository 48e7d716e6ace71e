import pytest

from newsbot.paragraphs import repeats


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "L'Institut fondamental d'Afrique noire (Ifan) a rouvert lundi son musée de Dakar.",
            "L'Ifan a rouvert lundi son musée de Dakar.",
        ),
        (
            "L'OMSA (Organisation mondiale de la santé animale) enverra huit experts à Kigali.",
            "L'Organisation mondiale de la santé animale enverra huit experts à Kigali.",
        ),
        (
            "La Commission électorale indépendante proclamera les résultats mardi.",
            "La CEI proclamera les résultats mardi.",
        ),
        (
            "Le PDG du groupe touchera une prime en mars.",
            "Le président-directeur général du groupe touchera une prime en mars.",
        ),
        (
            "Le dép. de la Loire a placé 12 communes en vigilance.",
            "Le département de la Loire a placé 12 communes en vigilance.",
        ),
        (
            "Le décret n° 2023-12 interdit la pêche dans la baie.",
            "Le décret numéro 2023-12 interdit la pêche dans la baie.",
        ),
        (
            "Le train avait trois heures et quart de retard à Namur lundi.",
            "Le train avait 3 h 15 de retard à Namur lundi.",
        ),
        (
            "Avec 1/3 des bulletins dépouillés, il est en tête.",
            "Avec un tiers des bulletins dépouillés, il est en tête.",
        ),
        (
            "Le groupe a versé 40 M USD au Ghana en mars.",
            "Le groupe a versé 40 millions de dollars au Ghana en mars.",
        ),
        (
            "L'équipe du N.-B. a gagné samedi à Québec.",
            "L'équipe du Nouveau-Brunswick a gagné samedi à Québec.",
        ),
        ("Le temple date de 200 av. J.-C. selon eux.", "Le temple date de 200 avant Jésus-Christ selon eux."),
        ("Il a fait -5 °C dans la nuit à Oslo.", "Il a fait moins cinq degrés dans la nuit à Oslo."),
        ("L'accident a eu lieu sur la RN4 à Metz.", "L'accident a eu lieu sur la nationale 4 à Metz."),
        (
            "Le match s'est fini sur le score de 2-1 à Metz.",
            "Le match s'est fini sur le score de 2 à 1 à Metz.",
        ),
        ("Le match commence à 20h00 samedi à Metz.", "Le match commence à 20 heures samedi à Metz."),
    ],
)
def test_what_one_writes_in_full(a, b):
    assert repeats(a, b)
    assert repeats(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "L'OMSA (Organisation mondiale de la santé animale) enverra huit experts à Kigali.",
            "L'Organisation mondiale du commerce enverra huit experts à Kigali.",
        ),
        (
            "Le dép. de la Loire a placé 12 communes en vigilance.",
            "Le préfet de la Loire a placé 12 communes en vigilance.",
        ),
        (
            "Le train avait 3 h 15 de retard à Namur lundi.",
            "Le train avait trois heures et demie de retard à Namur lundi.",
        ),
    ],
)
def test_another_name_or_number(a, b):
    assert not repeats(a, b)
    assert not repeats(b, a)
