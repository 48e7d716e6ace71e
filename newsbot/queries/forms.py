"""The inflected forms of a French word, among the words of the full-text index.

Two words are forms of one where they share a stem, Snowball's French one. What it does not know is told here:
accents are missing in the index, and verbs of the third group and some adjectives are irregular.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from itertools import islice

from Stemmer import Stemmer

from newsbot.queries.words import words

# Plurals and feminines that no ending tells, a closed class of the language: a word, then its other forms.
_IRREGULAR = {
    form: word
    for word, *others in map(
        str.split,
        """
        aieul aieux
        bail baux
        bas basse basses
        beau bel belle belles
        blanc blanche blanches
        bref breve breves
        chef cheffe cheffes
        ciel cieux
        corail coraux
        doux douce douces
        epais epaisse epaisses
        faux fausse fausses
        favori favorite favorites
        fou folle folles
        frais fraiche fraiches
        franc franche franches
        gentil gentille gentilles
        grec grecque grecques
        gros grosse grosses
        long longue longues
        madame mesdames
        monsieur messieurs
        neuf neuve neuves
        nul nulle nulles
        nouveau nouvel nouvelle nouvelles
        oeil yeux
        petit petite petites
        prince princesse princesses
        public publique publiques
        sec seche seches
        travail travaux
        turc turque turques
        vieux vieil vieille vieilles
        vitrail vitraux
        """.strip().splitlines(),
    )
    for form in others
}

# Verbs of the third group, whose forms Snowball keeps apart ('vendre', 'vendu'; 'obtenir', 'obtient'):
# what stands before the endings ('^': nothing does), the infinitive's ending, and those of its other forms.
# '~' stands for the endings of the present and the imperfect, '+' for those of the future, '*' for a
# participle's.
_VERBS = (
    ("end ond pand erd ord omp", "re", "- s t ~ r+ u* it irent"),
    ("att ett", "re", "~ r+ u* it irent"),
    ("b", "attre", "at ats"),
    ("m", "ettre", "et ets is* it irent"),
    ("pr", "endre", "en~ enn~ is* it irent"),
    ("a e o", "indre", "int* ins ign~ indr+ ignit ignirent"),
    ("u", "ire", "is it* is~ ir+ isit isirent"),
    ("^d ^red d interd pred", "ire", "is it* is~ ir+ irent"),
    ("cr", "ire", "is it* iv~ ir+ ivit ivirent"),
    ("^l ^el ^rel ^reel", "ire", "is it is~ ir+ u*"),
    ("t v", "enir", "iens ient ienn~ en~ iendr+ enu* int inrent"),
    ("ouv ff", "rir", "ert* r~ rir+ rit rirent"),
    ("^s ^dess ^ress", "ervir", "ert erv~ ervi* ervit ervirent ervir+"),
    ("^d ^end", "ormir", "ort orm~ ormi ormit ormir+"),
    ("^s ^m ^cons ^ress", "entir", "ent~ enti* entit entirent entir+"),
    ("conn par", "aitre", "ait aiss~ aitr+ u* ut urent"),
    ("^n ^ren", "aitre", "ait aiss~ aitr+ ee ees aquit"),
    ("c", "evoir", "ois oit oiv~ ev~ evr+ u* ut urent"),
    ("^d", "evoir", "ois oit oiv~ ev~ evr+ ue ues"),
    ("^v", "ouloir", "eux eut eul~ oul~ oudr+ oulu* oulut"),
    ("^p", "ouvoir", "eux eut euv~ ouv~ ourr+ uisse uissent"),
    ("^s", "avoir", "ais ait av~ aur+ ach~"),
    ("^f", "alloir", "aut allait allu audra audrait"),
    ("^v ^equiv ^prev", "aloir", "aut al~ alu* audr+ aill~"),
    ("^v ^rev ^entrev ^prev", "oir", "ois oit oient oy~ err+ oir+ u*"),
    ("^cr", "oire", "ois oit oient oy~ oir+ u"),
    ("^b", "oire", "ois oit oiv~ uv~ oir+ u"),
    ("f", "aire", "ais ait* ais~ ont er+ ass~ it irent"),
    ("^m", "ourir", "eurs eurt eur~ ourr+ ort* ourut"),
    ("c", "ourir", "our~ ourr+ ouru* ourut oururent"),
    ("^v ^surv ^rev", "ivre", "is it iv~ ivr+ ecu* ecut"),
    ("^s ^pours", "uivre", "uit uiv~ uivr+ uivi*"),
    ("v", "aincre", "ainc aincu* ainqu~ aincr+ ainquit"),
    ("qu", "erir", "iert ier~ er~ err+ is*"),
    ("^f ^enf", "uir", "uit uient uy~ uir+"),
    ("cl", "ure", "u* ut u~ ur+ urent us*"),
    ("^res", "oudre", "out olu* olv~ oudr+"),
    ("^p ^rep", "artir", "art ars art~ artir+"),
    ("^s ^ress", "ortir", "ort ors ort~ ortir+"),
    ("env", "oyer", "err+"),
    ("^accr", "oitre", "oit oiss~ oitr+ u* ut urent"),
    ("^suff", "ire", "it is~ ir+"),
    ("^extr ^distr ^soustr", "aire", "ait* ay~ air+"),
    ("^prom", "ouvoir", "eut euv~ ouv~ ouvr+ u*"),
)
_TENSES = {
    "~": ["ons", "ez", "ent", "e", "es", "ait", "aient", "ais", "ions", "iez", "ant"],
    "+": ["a", "as", "ai", "ons", "ez", "ont", "ait", "aient", "ais", "ions", "iez"],
    "*": ["", "e", "s", "es"],
}


def _endings(short: str) -> list[str]:
    """The endings that a word of the table above stands for."""
    more = _TENSES.get(short[-1])
    return [short[:-1] + ending for ending in more] if more else [short.strip("-")]


_CONJUGATED = {
    root + infinitive: [root + ending for short in shorts.split() for ending in _endings(short)]
    for roots, infinitive, shorts in _VERBS
    for root in roots.split()
}
_INFINITIVES: dict[str, list[str]] = {}
for _infinitive, _forms in _CONJUGATED.items():
    for _form in _forms:
        _INFINITIVES.setdefault(_form, []).append(_infinitive)
_LONGEST = max(map(len, _INFINITIVES))

# Words, and names of places, that look like a plural or a form of a verb and mean something else.
_INVARIABLE = frozenset(
    words("""
    accent accents agent agents argent avenue avenues bois bras cas choix client clients comment content
    cours couvent croix crue crues detenu detenus deux devant dos entreprise entreprises fois fond fonds gens
    maintenant mars mieux moment moments mois nous nuit nuits orient os parent parents pas pays
    pendant plus poids point points prix puis revenu revenus revue revues saint sainte saintes saints sorte
    sortes sous souvent talent talents temps tous toux violent voix vous
    amerique bale berne coree crete cuba damas france gaza grece lens lima malte paris rennes rome troyes
    vienne
    """)
)

# The index has no accents, on which Snowball's endings depend: both readings of an ending are tried.
_ACCENTED = [
    (re.compile(r"(?<=.{2})e(e?s?)$"), r"é\1"),
    (re.compile(r"(?<=.{2})erent$"), "èrent"),
    (re.compile(r"(?<=.{2})ite(s?)$"), r"ité\1"),
    (re.compile(r"(?<=.{2})iere(s?|ment)$"), r"ière\1"),
]
# Snowball takes the endings of 'commissions', 'terrasse' and 'français' for a verb's, and keeps those of
# 'lois', 'jeux', 'votent' and 'joueuse'.
_PLURAL = re.compile(r"(?<!^pri)(?<!^mi)(?<=[a-rt-z])s$|(?<=[eo]u)x$")
_READ = [
    (re.compile(r"(?<=.{3})ent$"), "e"),
    (re.compile(r"euses?$"), "eur"),
    (re.compile(r"trices?$"), "teur"),
    (re.compile(r"uites?$"), "uit"),
    (re.compile(r"ives?$"), "if"),
    (re.compile(r"(?<=.[ghil])eres?$"), "er"),
    (re.compile(r"(?:(?<=.a)|(?<=...[ou]))i(?=e(?:s|nt|r\w+)?$)"), "y"),
]
_MOST = 64
_CHANGING = ("nt", "qu", "eur", "l", "f")
_NOUN = re.compile(r".{2,}(?:aise?|ai|asse)")
_I_FOR_Y = re.compile(r"(?:(?<=.a)|(?<=...[ou]))i$")
_I_VERB = re.compile(r"i(?:es?|[st]|r\w*|ss\w+)?")


def _singular(word: str) -> str:
    """`word` in the singular; one of the table of irregular words in the masculine, too."""
    if word in _IRREGULAR.values():
        return word
    one = _PLURAL.sub("", word)
    return _IRREGULAR.get(word) or _IRREGULAR.get(one, one)


def _infinitives(word: str) -> set[str]:
    """The verbs of the third group that `word` may be a form of."""
    whole = f"^{word}"
    ends = (whole[-length:] for length in range(1, min(_LONGEST, len(whole)) + 1))
    return {whole.removesuffix(end) + verb for end in ends for verb in _INFINITIVES.get(end, ())}


def _stem(word: str) -> str:
    """Snowball's stem, but that a short word keeps the i of a verb in -ir: 'grandir' is not 'grand'."""
    if _NOUN.fullmatch(word):
        return word.removesuffix("e")
    stem = _I_FOR_Y.sub("y", "".join(words(_stemmer().stemWord(word))))
    return f"{stem}i" if len(stem) < 6 and _I_VERB.fullmatch(word[len(stem) :]) else stem


@cache
def stems(word: str) -> frozenset[str]:
    """What the forms of `word`, a word of the index, have in common: one stem for each reading of it."""
    if word in _INVARIABLE:
        return frozenset([word[:-1] if word[:-1] in _INVARIABLE else word])
    readings = {_singular(word), *(verb.removeprefix("^") for verb in _infinitives(word))}
    readings.update(pattern.sub(ending, word) for pattern, ending in _READ if pattern.search(word))
    if word[-2:-1] in "aiou":  # 'chinois' is one as well
        readings.add(word)
    for pattern, accented in _ACCENTED:
        readings.update([pattern.sub(accented, reading) for reading in readings])
    return frozenset(map(_stem, readings))


def forms(connection: sqlite3.Connection, word: str) -> list[str]:
    """The words of the index that share a stem with `word`, a word of the index, and `word` itself.

    A number, or a word of one or two letters, has no other form. Forms begin with the stem, but for an ending
    that changes ('journ-al', 'journ-aux'; 'publi-que', 'publi-cation') and those of the tables above.

    `begin*` gives the words that begin so, or itself where there are none, or too many.
    """
    if word.endswith("*"):
        begun = list(islice(_beginning(connection, word[:-1]), _MOST + 1))
        return begun if 0 < len(begun) <= _MOST else [word]
    if len(word) < 3 or not word.isalpha():
        return [word]
    mine = stems(word)
    one = _singular(word)
    irregular = {one, *(form for form, of in _IRREGULAR.items() if of == one)}
    for verb in _infinitives(word) | {f"^{word}"}:
        for infinitive, endings in _CONJUGATED.items():
            if verb.endswith(infinitive):
                root = verb.removesuffix(infinitive).removeprefix("^")
                irregular |= {root + ending.removeprefix("^") for ending in (*endings, infinitive)}
    cuts = {stem: next((len(ending) for ending in _CHANGING if stem.endswith(ending)), 0) for stem in mine}
    starts = {stem[: max(3, len(stem) - cut)] for stem, cut in cuts.items()}
    starts |= {f"{start[:-1]}i" for start in starts if start.endswith("y")}
    starts = {start for start in starts if not any(start[:n] in starts for n in range(3, len(start)))}
    candidates = {term for start in starts for term in _beginning(connection, start)}
    irregular = {form for form in irregular if not form.startswith((*starts,))}
    candidates |= {form for form in irregular if _next(connection, form) == form}
    return sorted({word} | {term for term in candidates if not mine.isdisjoint(stems(term))})


def _beginning(connection: sqlite3.Connection, start: str) -> Iterator[str]:
    """The words of the index that begin with `start`, in their order."""
    term = _next(connection, start)
    while term.startswith(start):
        yield term
        term = _next(connection, f"{term} ")


def _next(connection: sqlite3.Connection, start: str) -> str:
    """The first word of the index from `start` on, '' after the last."""
    row = connection.execute("SELECT term FROM article_word WHERE term >= ? LIMIT 1", (start,)).fetchone()
    return row[0] if row else ""


@cache
def _stemmer() -> Stemmer:
    return Stemmer("french")
