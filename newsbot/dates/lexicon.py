"""The words of printed dates: of each its kind, one letter, and its value.

A line becomes a string of these letters, one a token, and the grammar is written over them:

    d  number of one or two digits   y  of four digits    b  of eight        s  of six     n  any other
    k  number in words               S  'sept', 7 or 9    f  ordinal ending  V  demi       w  quart
    M  month                         G  English month     m  'mar', weekday or month
    W  weekday                       v  abbreviated       H  hier, demain    P  part of the day
    U  day, week, month, year        h  h                 o  heure           i  minute     c  second
    X  midi, minuit                  Q  am, pm            J  maintenant      I  instant    T  as in ISO 8601
    A  il y a                        F  dans, après       B  environ         R  ago        Z  time zone
    l  le, la                        D  du, de            K  ce, cette       a  à, vers    e  en
    O  au, jusque, depuis            E  et                g  début, fin      r  dernier    q  prochain
    p  published                     u  updated           N  a printed thing that bears a date
    C  a word of bylines             x  any other word    and most marks for themselves, '|' for the others
"""

from __future__ import annotations

import re

from newsbot.dates.folding import fold

_MONTHS = (
    ("janvier janvie janv jan", "january"),
    ("février févrie févr fév fevr feb", "february"),
    ("mars mrs", "march"),
    ("avril avri avr apr", "april"),
    ("mai", "may"),
    ("juin jun", "june"),
    ("juillet juille juill juil jul jui", "july"),
    ("août aoû aug", "august"),
    ("septembre septem septe sep", "september"),
    ("octobre octob octo oct", "october"),
    ("novembre novem nove nov", "november"),
    ("décembre décem déce déc", "december"),
)
_WEEKDAYS = (
    ("lundi monday", "lun mon"),
    ("mardi tuesday", "mard tue tues"),
    ("mercredi wednesday", "mer merc mercr wed"),
    ("jeudi thursday", "jeu thu thur thurs"),
    ("vendredi friday", "ven vend vendr fri"),
    ("samedi saturday", "sam same sat"),
    ("dimanche sunday", "dim dima sun"),
)
_NUMBERS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf vingt"
)
_VALUED = {
    "k": "une=1 premier=1 trente=30 quarante=40 cinquante=50 soixante=60",
    "S": "sept=7",
    "m": "mar=3",
    "H": "hier=-1 avanthier=-2 demain=1 aprèsdemain=2 aujourdhui=0 auj=0 yesterday=-1 today=0 tomorrow=1",
    "P": "matin=0 matinée=0 nuit=0 aprèsmidi=12 aprem=12 soir=12 soirée=12",
    "X": "midi=12 minuit=0 noon=12 midnight=0",
    "Q": "am=0 pm=12",
}
_UNITS = {
    "U": {
        "year": "an ans année années year years",
        "month": "mois month months",
        "week": "semaine semaines sem week weeks",
        "day": "jour jours j day days",
    },
    "h": {"hour": "h hr hrs hour hours"},
    "o": {"hour": "heure heures"},
    "i": {"minute": "min mins mn minute minutes m"},
    "c": {"second": "s sec secs seconde secondes second seconds"},
}
_WORDS = {
    "f": "première er ère ere eme ème e o st nd rd th",
    "V": "demi demie",
    "w": "quart quarts",
    "J": "maintenant now",
    "I": "instant instants",
    "A": "ilya ya",
    "l": "le la l' les l the on this just",
    "D": "du de d' des d of",
    "K": "ce cet cette",
    "e": "en in",
    "a": "à at vers @ ?",
    "O": "au aux jusqu' jusque depuis avant partir compter until to",
    "E": "et and &",
    "F": "dans après",
    "B": "environ àpeine àpeuprès moins plus près presque about quelque quelques peu",
    "g": "début fin mi courant",
    "r": "dernier dernière derniers dernières passé passée last",
    "q": "prochain prochaine prochains prochaines next",
    "R": "ago",
    "T": "t",
    "x": "c' j' m' n' s' t'",
    "Z": "utc gmt tu ut tempsuniversel tempsuniverselcoordonné z cest est edt cst cdt mst mdt pst pdt ast "
    "adt nst ndt bst wet west eet eest msk hec hne hae hnc hac hnr har hnp hap hna haa hnt hat",
    "p": "publié publiée publiés publiées publie publication paru parue parution posté postée créé créée "
    "création écrit écrite rédigé rédigée diffusé diffusée diffusion édité éditée ajouté ajoutée "
    "soumis published posted created written misenligne miseenligne",
    "u": "misàjour miseàjour misjour misejour maj modifié modifiée modification actualisé actualisée "
    "actualisation réactualisé corrigé corrigée révisé révisée révision complété complétée enrichi "
    "rafraîchi updated update modified edited",
    "N": "journal édition éditions numéro no n magazine hebdomadaire quotidien jt émission article articles "
    "dépêche chronique billet communiqué post message supplément bulletin lettre tribune version v "
    "reportage entretien contenu",
    "C": "par by avec via commentaire commentaires réaction réactions vues partage partages lecture "
    "lectures source rédaction auteur photo photos crédit agence agences temps durée",
}
_BY_LENGTH = {4: "y", 6: "s", 8: "b"}


def _table() -> tuple[dict[str, str], dict[str, int], dict[str, str]]:
    kinds = {mark: mark for mark in "-/.,:()+'_\""} | dict.fromkeys("%$", "n")
    values: dict[str, int] = {}
    units: dict[str, str] = {}

    def add(kind: str, words: str, value: int | None = None, unit: str = "") -> None:
        for word in words.split():
            lost = {
                word[:at] + "\ufffd" + word[at + 1 :]
                for at, letter in enumerate(word)
                if not letter.isascii()
            }
            for form in {word} | lost:
                plain = fold(form)
                kinds[plain] = kind
                if value is not None:
                    values[plain] = value
                if unit:
                    units[plain] = unit

    for kind, words in _WORDS.items():
        add(kind, words)
    for kind, by_unit in _UNITS.items():
        for unit, words in by_unit.items():
            add(kind, words, unit=unit)
    for number, word in enumerate(_NUMBERS.split()):
        add("k", word, number)
    for month, (words, english) in enumerate(_MONTHS, 1):
        add("M", words, month)
        add("G", english, month)
    for day, (names, abbreviations) in enumerate(_WEEKDAYS):
        add("W", names, day)
        add("v", abbreviations, day)
    for kind, words in _VALUED.items():
        for word in words.split():
            name, _, counted = word.partition("=")
            add(kind, name, int(counted))
    for number in range(100):
        add("d", f"{number} {number:02}", number)
    for year in range(1900, 2100):
        add("y", str(year), year)
    return kinds, values, units


KIND, VALUE, UNIT = _table()
"""Of the known tokens their kind; what they count, as `value` says; and of units their English name."""

MONTH = {**{token: VALUE[token] for token, letter in KIND.items() if letter in "MGm"}, "sept": 9}
"""Of the words for months, which may be other words too, their month."""

_NOT_LETTERS = re.compile(r"[^a-z]+")


def kind(token: str) -> str:
    """The kind of a folded token; of a group of words ('mis a jour') it is that of its letters."""
    found = KIND.get(token)
    if found:
        return found
    if token.isalpha():
        return "x"
    if token.isdigit():
        return _BY_LENGTH.get(len(token), "n")
    return KIND.get(_NOT_LETTERS.sub("", token)) or ("x" if token[0].isalpha() or token[0] == "?" else "|")


def value(token: str) -> int:
    """What a token counts: a number, a month (1 to 12), a weekday (from 0), days to add, hours to add."""
    found = VALUE.get(token)
    if found is None:
        found = int(token) if token.isdigit() else VALUE[_NOT_LETTERS.sub("", token)]
    return found
