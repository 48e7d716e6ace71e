"""The words of printed dates: for each its kind, one letter, and its value.

A line becomes a string of these letters, one a token, and the grammar is written over them:

    d  number of one or two digits      y  of four digits    b  of eight     s  of six     n  any other
    k  number in words                  f  ordinal ending ('er')
    M  month    G  English month        S  'sept', month or seven            m  'mar', weekday or month
    W  weekday  v  weekday abbreviated  H  hier, aujourd'hui, demain          P  part of the day
    U  day, week, month, year           h  hour            i  minute          c  second
    X  midi, minuit                     Q  am, pm          J  now             A  'il y a'
    l  le, la, the                      D  du, de          K  ce, cette       e  en       a  à, at, vers
    O  au, jusque                       E  et              F  dans, après     B  environ, moins
    r  dernier  q  prochain             g  début, fin      R  ago
    p  published                        u  updated         o  mis, mise       C  par and other words of bylines
    N  nouns that a date may date       T  the letter of ISO 8601             Z  name of a zone
    V  demi     w  quart                I  instant
    x  any other word                   and punctuation for itself
"""

from __future__ import annotations

MONTHS = {
    1: "janvier janvie janv jan jany",
    2: "février févrie févr fév fevr feb",
    3: "mars mrs",
    4: "avril avri avr",
    5: "mai",
    6: "juin jun",
    7: "juillet juille juill juil jul jui jllt",
    8: "août aoû",
    9: "septembre septem septe sep",
    10: "octobre octob oct",
    11: "novembre novem nov",
    12: "décembre décem déc",
}
ENGLISH_MONTHS = {
    1: "january",
    2: "february",
    3: "march",
    4: "april apr",
    5: "may",
    6: "june",
    7: "july",
    8: "august aug",
    9: "september",
    10: "october",
    11: "november",
    12: "december dec",
}
WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche"
ENGLISH_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAY_ABBREVIATIONS = {
    0: "lun mon",
    1: "mard tue tues",
    2: "mer merc mercr wed",
    3: "jeu thu thur thurs",
    4: "ven vend vendr fri",
    5: "sam same sat",
    6: "dim dima sun",
}
NUMBERS = (
    "zéro un deux trois quatre cinq six - huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf vingt"
)
_VALUED: dict[str, dict[str, int]] = {
    "k": {"une": 1, "premier": 1, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60},
    "H": {
        "hier": -1,
        "avant-hier": -2,
        "avant hier": -2,
        "avanthier": -2,
        "demain": 1,
        "après-demain": 2,
        "après demain": 2,
        "aujourd'hui": 0,
        "aujourd' hui": 0,
        "aujourd hui": 0,
        "aujourdhui": 0,
        "aujourd?hui": 0,
        "auj": 0,
        "yesterday": -1,
        "today": 0,
        "tomorrow": 1,
    },
    "P": {
        "matin": 0,
        "matinée": 0,
        "midi": 12,
        "après-midi": 12,
        "après midi": 12,
        "aprem": 12,
        "soir": 12,
        "soirée": 12,
        "nuit": 0,
    },
    "X": {"midi": 12, "minuit": 0, "noon": 12, "midnight": 0},
    "Q": {"am": 0, "a.m": 0, "a.m.": 0, "pm": 12, "p.m": 12, "p.m.": 12},
    "S": {"sept": 9, "sept.": 9},
    "m": {"mar": 3},
}
_UNITS = {
    "U": {
        "year": "an ans année années year years",
        "month": "mois month months",
        "week": "semaine semaines sem week weeks",
        "day": "jour jours j day days",
    },
    "h": {"hour": "h heure heures hr hrs hour hours"},
    "i": {"minute": "min mins mn minute minutes m"},
    "c": {"second": "s sec secs seconde secondes second seconds"},
}
_PLAIN = {
    "f": "er ère ere eme ème e st nd rd th ier",
    "J": "maintenant now",
    "I": "instant",
    "V": "demi demie",
    "w": "quart",
    "A": "il y a|il ya|il y'a|il y' a|y a|ya|y'a|voici",
    "l": "le la l' l the on les this",
    "D": "du de d' d of des",
    "K": "ce cet cette ces",
    "e": "en in courant",
    "a": "à at vers @ ?",
    "O": "au aux jusqu' jusque until to",
    "E": "et and &",
    "F": "dans après",
    "B": "environ moins plus près about quelque",
    "r": "dernier dernière derniers dernières passé passée last",
    "q": "prochain prochaine prochains prochaines next",
    "g": "début fin mi debut courant mi-",
    "R": "ago",
    "p": "publié publiée publie publication publications paru parue parution posté postée créé créée création écrit "
    "écrite ecrit rédigé rédigée diffusé diffusée diffusion édité éditée ajouté ajoutée proposé signé déposé "
    "transmis envoyé soumis daté published posted created written date mise_en_ligne mis_en_ligne",
    "u": "maj màj modifié modifiée modification actualisé actualisée actualisation updated update modified corrigé "
    "corrigée révisé révisée complété complétée enrichi enrichie rafraîchi édition_mise_à_jour revu",
    "o": "mis mise",
    "C": "par by avec via commentaires commentaire réactions réaction vues partages lectures lecture source "
    "rédaction auteur temps durée photo photos crédit agence agences",
    "N": "journal édition éditions numéro n° no magazine hebdomadaire quotidien jt émission article articles "
    "dépêche chronique billet communiqué post message supplément bulletin lettre tribune version interview "
    "reportage entretien",
    "T": "t",
    "Z": "utc gmt tu z cet cest est edt cst cdt mst mdt pst pdt bst wet west eet eest msk "
    "hne hae hnc hac hnr har hnp hap hna haa hnt hat",
}


def _plain(word: str) -> str:
    from newsbot.dates.folding import fold

    return fold(word)


def _build() -> tuple[dict[str, str], dict[str, int], dict[str, str]]:
    kinds: dict[str, str] = {}
    values: dict[str, int] = {}
    units: dict[str, str] = {}

    def add(word: str, kind: str, value: int | None = None) -> None:
        forms = {_plain(word)} | {
            _plain(word[:i] + "\ufffd" + word[i + 1 :]) for i, c in enumerate(word) if not c.isascii()
        }
        for form in forms:
            kinds[form] = kind
            if value is not None:
                values[form] = value

    for kind, words in _PLAIN.items():
        for word in words.split("|") if "|" in words else words.split():
            add(word, kind)
    for kind, by_unit in _UNITS.items():
        for unit, words in by_unit.items():
            for word in words.split():
                add(word, kind)
                units[_plain(word)] = unit
    for value, word in enumerate(NUMBERS.split()):
        add(word, "k", value)
    for table, kind in ((MONTHS, "M"), (ENGLISH_MONTHS, "G")):
        for month, words in table.items():
            for word in words.split():
                add(word, kind, month)
    for names in (WEEKDAYS, ENGLISH_WEEKDAYS):
        for day, word in enumerate(names.split()):
            add(word, "W", day)
    for day, words in WEEKDAY_ABBREVIATIONS.items():
        for word in words.split():
            add(word, "v", day)
    for kind, valued in _VALUED.items():
        for word, value in valued.items():
            add(word, kind, value)
    for number in range(100):
        for form in (str(number), f"{number:02}"):
            kinds[form] = "d"
            values[form] = number
    for number in range(10000):
        kinds[f"{number:04}"] = "y"
        values[f"{number:04}"] = number
    for mark in "-/.,:()+'_":
        kinds[mark] = mark
    return kinds, values, units


KIND, VALUE, UNIT = _build()
