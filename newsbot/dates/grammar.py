"""The shapes of printed dates, written over the kinds of tokens (see `lexicon`)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from newsbot.dates.folding import LONGEST, fold, printed
from newsbot.dates.lexicon import KIND, ONES, TENS, kind

_UNITS = rf"(?:-sept|[-\ ](?:et[-\ ])?(?:{'|'.join(ONES[:-1])}))\b"
_TOKEN = re.compile(
    rf"""(?:19|20)\d\d(?=\d\d?(?:[:h]\d\d|[/.]\d|\ [a-z]{{3}}))  # where elements met
    | \d+ | [cdjlmnst]' | {"|".join(tens + _UNITS for tens in TENS)}
    | il\ ?y\ ?'?\ ?a\b | y\ ?'?\ ?a\b
    | mise?(?:[-\ ]?[a?][-\ ]?jour|[-\ ]en[-\ ]ligne) | en\ ligne\b | m\.[a?]\.j\b\.?
    | aujourd['\ ?]{{0,2}}hui | avant[-\ ]?hier | apres[-\ ](?:demain|midi) | a\ pe(?:ine|u\ pres)\b
    | [ap]\.m\b\.? | temps\ universel(?:\ coordonne)? | t\.u\b\.? | jusqu' | [a-z?]+ | \S""",
    re.VERBOSE,
)
_MET_LABEL = re.compile(  # 'DupontPublié', where elements met
    "|".join(rf"{label}(?<=[^\W\d_]{label})" for label in ("Publi", "Mis", "Modifi"))
)


class Line:
    """A printed line: its clean text, its tokens, and their kinds, a letter each.

    `cut` says that the text went on beyond what is looked at.
    """

    __slots__ = ("_starts", "cut", "kinds", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.cut = len(text) > LONGEST
        self.text = text = _MET_LABEL.sub(lambda label: f" {label[0]}", printed(text))
        plain = fold(text)
        if "- " in plain:  # a dash with space parts, one without joins
            plain = plain.replace(" - ", " | ").replace("- ", "| ")
        self.tokens: list[str] = _TOKEN.findall(plain)
        starts, kinds = [], []
        at, known = 0, KIND.get
        for token in self.tokens:
            if plain[at] == " ":
                at += 1
            letter = known(token) or kind(token)
            kinds.append("Y" if letter == "x" and text[at].isupper() else letter)
            starts.append(at)
            at += len(token)
        self.kinds, self._starts = "".join(kinds), starts

    def words(self, start: int, end: int) -> str:
        """The clean text from token `start` up to token `end`."""
        return self.text[self._starts[start] : self._starts[end - 1] + len(self.tokens[end - 1])]

    def capital(self, at: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.text[self._starts[at]].isupper()


_NUMBER = "[dkS]"
_MONTH = "[MGSm]"
_DAY_AND_MONTH = rf"{_NUMBER}f?\.?[-/.]?D?{_MONTH}\.?"
_SHORT_YEAR = r"[-/.]?'?d(?=$|[-|,.()/:aupT]|d[ho:])(?![:.,]d|-[dy])"
_SPAN = rf"(?:(?:k?V-?[ho]|kwD?[ho]|(?:n|{_NUMBER})(?:[ho]d(?!-?[Uhoic])|[Uhoic](?:E[Vw])?))[,E]{{0,2}})"
_MINUTES = rf"[.:]?{_NUMBER}(?!f?[-/.]?{_MONTH})i?(?:[.:]?dc?)?|E[Vw]|Bl?(?:w|{_NUMBER})"
_TIME = rf"""(?:{_NUMBER}[ho](?:{_MINUTES})?(?!/d|R)
               |d(?=Q)|d:d(?!i)(?::d(?:[.,][dny])?)?(?:h(?![DxY]))?(?!:)|X(?:EV)?)"""

_ATOM = re.compile(
    rf"""(?=[^CDEILNOQRTYZcfhioqrtxz|,.:/()+_-])(?:
      (?P<modified>u)
    | (?P<published>p)
    | (?P<time>{_TIME})
    | (?P<full>{_DAY_AND_MONTH}(?:[-/.,]{{0,2}}y(?![ho])|{_SHORT_YEAR})
             |df?(?P<s0>[|,]){_MONTH}(?P=s0)y(?![ho])
             |(?<![dyn][-/._])df?(?P<s1>[-/._|,])d(?P=s1)(?:y|d(?<![|,]d))(?!(?P=s1)[dny](?![:ho]))
             |(?<![dyn])ddy(?![dn](?![:ho.]))
             |{_MONTH}\.?-?df?[-,]?y(?![:ho]))
    | (?P<yearless>{_DAY_AND_MONTH}(?:r|(?![-/.,]?[ny]|\.?'?d(?![ho:])))
                 |(?:G\.?df?|M\.?df)(?![:honyd]))
    | (?P<ymd>y(?P<s2>[-/.])d(?P=s2)d(?!(?P=s2)?[dn](?![:ho])))
    | (?P<unix>{_MONTH}dd:d:dZ?y)
    | (?P<ago>A(?:k?B+D?)?{_SPAN}{{1,6}}|F(?:k?B+D?)?{_SPAN}{{1,6}}|BD?{_SPAN}{{1,6}}|e{_SPAN}{{2,6}}
            |(?:{_SPAN}{{1,6}}|[aU][Uhoic])R|{_NUMBER}U[,E]{{0,2}}(?:{_NUMBER}U[,E]{{0,2}}){{1,5}})
    | (?P<relative>HP?|KP)
    | (?P<month>(?:[eg]-?(?:D?U?D)?|UD){_MONTH}\.?(?:[-/,]?y|r)?|{_MONTH}\.?(?:[-/,]?y|r)
              |y[-/.]d(?![-/.dho:])|(?<![dyn][-/.])d[-/.]y)
    | (?P<year>[eg]-?y|^y$)
    | (?P<period>l?U[rq]|l?[rq]U|KU(?:-x)?)
    | (?P<now>J|alI|Ak?I|[AF]B[cI])
    | (?P<day>(?<![dyn][-/.])d[-/.]d(?![-/.][dny]|[dn](?![:ho])))
    | (?P<weekday>[Wvm]\.?[rq]?))
    """,
    re.VERBOSE,
)
FULL = frozenset({"full", "ymd", "unix"})
"""The atoms that name a day with its year."""

YEARLESS = frozenset({"yearless", "day"})
"""Those that name a day and leave its year out, in words and in digits."""

_TIME_AT = {"time": 0, "unix": 2}
_DAYS = FULL | YEARLESS | {"relative", "weekday", "ago"}
_DATES = _DAYS | {"month", "year"}
_ZONE_AND_HALF = r"""(?P<half>(?:D?l?|K)P|Q)?
    (?:[(,]{0,2}Z?(?P<offset>(?:\+|-(?=y)|(?:(?<=:d:d)|(?<=[.,][dny])|(?<=Td:d)|(?<=Z))-)(?:d:d|d|y)))?"""
_BEFORE_TIME = r"(?:,?C[xYLE.-]{1,9}a|T|[|,.(/:'-]{0,2}[al]{0,2})"  # the first: par Anne Durand à
_CLOCK = re.compile(rf"(?P<time>{_TIME}){_ZONE_AND_HALF}", re.VERBOSE)
_CLOCK_AFTER = re.compile(rf"{_BEFORE_TIME}(?P<time>{_TIME}){_ZONE_AND_HALF}", re.VERBOSE)
_DOTTED_AFTER = re.compile(r"[|,(-]?[al]{0,2}(?P<time>d\.d)(?![.d])(?P<half>)(?P<offset>)")
_TIME_THEN_DATE = re.compile(r"(?<!o)[|,.-]?[lDK]{0,2}")
_WEEKDAY_THEN_DATE = re.compile(r"\.?,?[lK]?")
_RANGE = re.compile(r"[-/EO|]|[|,]O")
_ENDS_RANGE = re.compile(r"(?:[dSkf][-/E]|O)[lDKWvm]?$")
_ENDS_MONTHS = re.compile(r"[MGSm]\.?[-/E|]$")


class Atom(NamedTuple):
    """What stands in a line as one: a label, a date with its weekday and time, or a time alone.

    `name` says how it is read. It covers the tokens from `head` up to `end`; its date those from `start` up
    to `stop`. `clock` is the match of its time, with the groups 'time', 'half' (of the day) and 'offset'.
    """

    name: str
    head: int
    start: int
    stop: int
    end: int
    clock: re.Match[str] | None = None


@lru_cache(maxsize=2048)
def atoms(kinds: str) -> list[Atom]:
    """The atoms of a line of these kinds, but for ranges: 'du 3 au 5 mars' is when something lasts.

    A site prints its dates in few shapes, so the answers are kept.
    """
    found: list[Atom] = []
    covered = 0
    for match in _ATOM.finditer(kinds):
        name, (start, stop) = match.lastgroup or "", match.span()
        if start < covered:  # a time or an offset, already read with its date
            continue
        last = found[-1] if found else None
        head, clock = start, None
        if name in _TIME_AT:
            clock = _CLOCK.match(kinds, start + _TIME_AT[name])
        if name in _DAYS:
            if not clock:
                clock = _CLOCK_AFTER.match(kinds, stop)
            if not clock and name in FULL:
                clock = _DOTTED_AFTER.match(kinds, stop)
            if last and last.name == "weekday" and _WEEKDAY_THEN_DATE.fullmatch(kinds, last.end, start):
                head, clock = last.head, clock or last.clock
                found.pop()
            elif last and last.name == "time" and _TIME_THEN_DATE.fullmatch(kinds, last.end, start):
                found.pop()
                if not clock:
                    head, clock = last.head, last.clock
        covered = max(stop, clock.end() if clock else 0)
        found.append(Atom(name, head, start, stop, covered, clock))
    return _without_ranges(found, kinds) if _RANGE.search(kinds) else found


def silent(kinds: str) -> bool:
    """Whether a line of these kinds has no atom at all, not even the ends of a range."""
    return _ATOM.search(kinds) is None


def _without_ranges(found: list[Atom], kinds: str) -> list[Atom]:
    kept = []
    ranged = False
    for atom, following in zip_longest(found, found[1:]):
        if atom.name in _DATES:
            ending = _ENDS_RANGE if atom.name in _DAYS else _ENDS_MONTHS
            ends = ranged or ending.search(kinds, max(0, atom.head - 3), atom.head)
            ranged = following is not None and _begin_range(atom, following, kinds)
            if ends or ranged:
                continue
        kept.append(atom)
    return kept


def _begin_range(one: Atom, other: Atom, kinds: str) -> bool:
    if other.name not in _DATES or not _RANGE.fullmatch(kinds, one.end, other.head):
        return False
    if one.name == other.name == "weekday":  # lundi - vendredi : 9h-18h
        return True
    if (one.clock is None) != (other.clock is None):
        return False
    return kinds[one.end] != "|" or (one.clock is None and (one.name in FULL) == (other.name in FULL))
