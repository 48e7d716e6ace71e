"""The words of printed dates: of each its kind, one letter, and its value.

A line becomes a string of these letters, one a token, and the grammar is written over them:

    d  number of one or two digits   y  of four digits    n  any other number
    k  number in words               S  'sept', 7 or 9    f  ordinal ending  V  demi       w  quart
    M  month                         G  English month     m  'mar', weekday or month
    W  weekday                       v  abbreviated       H  hier, demain    P  part of the day
    U  day, week, month, year        h  h                 o  heure           i  minute     c  second
    X  midi, minuit                  Q  am, pm            J  maintenant      I  instant    T  as in ISO 8601
    A  il y a                        F  dans, après       B  environ         R  ago        Z  time zone
    l  le, la                        D  du, de            K  ce, cette       a  à, vers    e  en
    O  au, jusque, depuis            E  et                g  début, fin      r  dernier    q  prochain
    p  published                     u  updated           N  a printed thing that bears a date
    C  par, avec                     L  another word of bylines            z  photo, crédit, ©
    x  any other word                Y  one with a capital letter
    and most marks for themselves, '|' for the others
"""

from __future__ import annotations

import re
from itertools import product

from newsbot.dates.folding import fold

SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR = 1, 60, 3600, 86400, 604800, 2592000, 31536000
"""What the words of units count: their seconds; of a month and a year about so many."""

TENS = "dix", "vingt", "trente", "quarante", "cinquante"
ONES = "un", "une", "deux", "trois", "quatre", "cinq", "six", "huit", "neuf", "sept"
"""The words of numbers such as 'vingt et un' and 'dix-sept'."""

_WORDS = {
    "M": "janvier=1 janvie janv jan février=2 févrie févr fév fevr feb mars=3 mrs avril=4 avri avr apr mai=5 "
    "juin=6 jun juillet=7 juille juill juil jul jui août=8 aoû aug septembre=9 septem septe sep octobre=10 "
    "octob octo oct novembre=11 novem nove nov décembre=12 décem déce déc",
    "G": "january=1 february=2 march=3 april=4 may=5 june=6 july=7 august=8 september=9 october=10 "
    "november=11 december=12",
    "m": "mar=1",
    "W": "lundi=0 monday mardi=1 tuesday mercredi=2 wednesday jeudi=3 thursday vendredi=4 friday samedi=5 "
    "saturday dimanche=6 sunday",
    "v": "lun=0 mon mard=1 tue tues mer=2 merc mercr wed jeu=3 thu thur thurs ven=4 vend vendr fri sam=5 "
    "same sat dim=6 dima sun",
    "k": "zéro=0 un=1 une premier deux=2 trois=3 quatre=4 cinq=5 six=6 huit=8 neuf=9 dix=10 onze=11 douze=12 "
    "treize=13 quatorze=14 quinze=15 seize=16 vingt=20 trente=30 "
    "quarante=40 cinquante=50 soixante=60",
    "S": "sept=7",
    "H": "avanthier=-2 hier=-1 yesterday aujourdhui=0 auj today demain=1 tomorrow aprèsdemain=2",
    "P": "matin=0 matinée nuit aprèsmidi=12 aprem soir soirée",
    "X": "minuit=0 midnight midi=12 noon",
    "Q": "am=0 pm=12",
    "U": f"an={YEAR} ans année années year years mois={MONTH} month months semaine={WEEK} semaines sem week "
    f"weeks jour={DAY} jours j day days",
    "h": f"h={HOUR} hr hrs hour hours",
    "o": f"heure={HOUR} heures",
    "i": f"min={MINUTE} mins mn minute minutes m",
    "c": f"s={SECOND} sec secs seconde secondes second seconds",
    "f": "première er ère ere eme ème e o st nd rd th",
    "V": f"demi={30 * MINUTE} demie",
    "w": f"quart={15 * MINUTE} quarts",
    "J": "maintenant now",
    "I": "instant instants",
    "A": "ilya ya",
    "l": "le la l' les l the on this just",
    "D": "du de d' des d of",
    "K": "ce cette cet=60",
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
    "Z": "utc=0 gmt ut tu tempsuniversel tempsuniverselcoordonné z wet west=60 bst hec cest=120 eet eest=180 "
    "msk hnt=-210 nst hat=-150 ndt hna=-240 ast haa=-180 adt hne=-300 est hae=-240 edt hnc=-360 cst hac=-300 "
    "cdt hnr=-420 mst har=-360 mdt hnp=-480 pst hap=-420 pdt",
    "p": "publié publiée publiés publiées publie publication paru parue parution posté postée créé créée "
    "création écrit écrite rédigé rédigée diffusé diffusée diffusion édité éditée ajouté ajoutée "
    "soumis published posted created written misenligne miseenligne enligne",
    "u": "misàjour miseàjour misjour misejour maj modifié modifiée modification actualisé actualisée "
    "actualisation réactualisé corrigé corrigée révisé révisée révision complété complétée enrichi "
    "rafraîchi updated update modified edited",
    "N": "journal édition éditions numéro no n magazine hebdomadaire quotidien jt émission article articles "
    "dépêche chronique billet communiqué post message supplément bulletin lettre tribune version v "
    "reportage entretien contenu",
    "C": "par by avec via",
    "L": "commentaire commentaires réaction réactions vues partage partages lecture lectures source "
    "rédaction auteur agence agences temps durée page pages",
    "z": "photo photos crédit crédits ^",
}
"""The words of each kind; those that count something with their value, or that of the word before."""


def _table() -> tuple[dict[str, str], dict[str, int]]:
    """The kinds and the values of the folded words, also with one accent lost: 'f?vrier'."""
    kinds = {mark: mark for mark in "-/.,:()+'_\""} | dict.fromkeys("%$", "n")
    values = {f"{number:0{length}}": number for length in (1, 2) for number in range(10**length)}
    values |= {str(year): year for year in range(1900, 2100)}
    kinds |= {digits: "d" if number < 100 else "y" for digits, number in values.items()}
    for kind, words in _WORDS.items():
        value = None
        for entry in words.split():
            word, _, number = entry.partition("=")
            value = int(number) if number else value
            lost = [f"{word[:at]}\ufffd{word[at + 1 :]}" for at, a in enumerate(word) if not a.isascii()]
            for plain in map(fold, (word, *lost)):
                kinds[plain] = kind
                if value is not None:
                    values[plain] = value
    for tens, one in product(TENS, ONES):
        for word in (f"{tens}{one}", f"{tens}et{one}"):  # as `kind` looks for 'vingt et un', 'dix-sept'
            kinds[word], values[word] = "k", values[tens] + values[one]
    return kinds, values


KIND, VALUE = _table()

MONTHS = {word: VALUE[word] for word, kind in KIND.items() if kind in "MG"} | {"sept": 9, "mar": 3}
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
        return "y" if len(token) == 4 else "n"
    return KIND.get(_NOT_LETTERS.sub("", token)) or ("x" if token[0].isalpha() or token[0] == "?" else "|")


def value(token: str) -> int:
    """What a token counts: a number, a month (1 to 12), a weekday (from 0), days to add, hours to add, a
    unit's seconds, a zone's minutes east of Greenwich.
    """
    found = VALUE.get(token)
    if found is None:
        found = int(token) if token.isdigit() else VALUE[_NOT_LETTERS.sub("", token)]
    return found
