from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.queries.forms import forms, stems
from newsbot.queries.words import words

FAMILIES = """
sanction sanctions sanctionne sanctionnes sanctionnee sanctionnees sanctionner sanctionnerent sanctionnent
journal journaux
cheval chevaux
travail travaux
oeil yeux
eau eaux
elu elus elue elues
loi lois
jeu jeux
milieu milieux
activite activites
premier premiere premiers premieres
evident evidemment
refugie refugies refugiee refugiees
ukrainien ukrainienne ukrainiens ukrainiennes
general generale generaux generalement
mondial mondiale mondiaux
russe russes
manifester manifeste manifestent manifestation manifestations manifestant manifestants
agent agents
age ages
paris
pari paris
viol viols
pays
vendre vend vendent vendait vendu vendus vendue vendues vendra
attendu attendre attend attendaient attendues
prendre pris prise prend prennent
permis permettre permet permettent
craindre craint craintes craignent
construit construire construisent construites
interdite interdire interdisent
inscrire inscrits inscrivent
obtenir obtenu obtient obtiennent
ouvrir ouvre ouvert ouvertes
connu connaitre connaissent
recevoir recue recoit recoivent
attendre attendant attendit
vivre vit vivent vecu vecues vivra
mourir meurt mort mortes mourut
elire elu elisent elira
lire lu lisent lue
naitre nait naissent nee naquit
voir voit voient vues verra
vieux vieil vieille vieilles
bas basse basses
franc franche
extraire extrait extraite extraira
promouvoir promu promue promouvra
accroitre accroit accru accrue
faire font fait faite fera faisait
dire dit dites disait dira
pouvoir peut peuvent pourra
vouloir veut veulent voulu voudrait
savoir sait savent saura
devoir doit doivent devra devait
croire croit croient croyait
suivre suit suivi suivies
vaincre vaincu vainquent
acquerir acquis acquiert
fuir fuit fuient fuyaient
conclure conclu conclut
partir part partent partira
petit petite petits petites
gros grosse
nouveau nouvel nouvelle nouveaux
public publics publique publiques
directeur directrice directrices
joueur joueuse joueuses
juif juive juifs
etranger etrangere etrangeres
francais francaise francaises
voter vote votent
employer emploie emploient
payer paie paye payent paient paiement
depasser depasse depassent
commission commissions
application applications
essai essais
"""


APART = (
    "violent payer parier journalisme nuit nuire avenue avenir saint pendant pendre fonds fondre inde indre"
    " terre terrasse grand grandir mal mali france franc vienne venir gaz gaza comme commis fin finir"
    " parent parer"
)


@pytest.fixture(scope="module")
def vocabulary() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE article_word (term)")
        terms = [(word,) for word in sorted({*FAMILIES.split(), *APART.split()})]
        connection.executemany("INSERT INTO article_word VALUES (?)", terms)
        yield connection


@pytest.mark.parametrize("family", [line.split() for line in FAMILIES.splitlines() if line])
def test_a_word_is_widened_to_its_family(vocabulary: sqlite3.Connection, family: list[str]) -> None:
    found = set(forms(vocabulary, family[0]))
    assert set(family) - {"paris"} <= found | {"paris"}
    assert not found & {"violent", "payer"} - set(family)


def test_names_and_false_friends_stay_apart(vocabulary: sqlite3.Connection) -> None:
    assert forms(vocabulary, "paris") == ["paris"]
    assert "viol" not in forms(vocabulary, "violent")
    assert "age" not in forms(vocabulary, "agent")
    assert forms(vocabulary, "pays") == ["pays"]
    alone = "nuit avenue saint pendre inde fonds terre grand mal france vienne gaz gaza comme fin parent"
    for word in alone.split():
        assert forms(vocabulary, word) == [word]


@pytest.mark.parametrize("word", ["2022", "le", "g7", "xyz", "ουκρανια"])
def test_what_has_no_forms_is_itself(vocabulary: sqlite3.Connection, word: str) -> None:
    assert forms(vocabulary, word) == [word]


@given(st.text(max_size=30))
def test_any_word_has_a_stem(text: str) -> None:
    for word in words(text):
        assert stems(word)
