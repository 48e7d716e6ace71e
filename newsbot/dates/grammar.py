"""The shapes of printed dates, written over the kinds of tokens (see `lexicon`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsbot.dates.folding import LONGEST, clean, fold
from newsbot.dates.lexicon import KIND

_TOKEN = re.compile(
    r"\d+|il y ?'? ?a\b|y ?'? ?a\b|avant[- ]?hier|apres[- ](?:demain|midi)|aujourd[' ?]{0,2}hui|[ap]\.m\b\.?"
    r"|[ldsnqjcmt]'|[a-z?]+|\S"
)
_BY_LENGTH = {6: "s", 8: "b"}

_NUMBER_WORD = "(?:k(?:Ek|-[kS]|E?k)?|S)"
_DAY = rf"(?:d|{_NUMBER_WORD})f?\.?"
_WEEKDAY = r"(?:[Wvm]\.?,?[lK]?)?"
_TWO_DIGITS = r"'?d(?=$|[-|,.()/:aupoOC]|d[h:])(?![:.,]d)"
_AMOUNT = rf"(?:[dn]|{_NUMBER_WORD})"
_SPAN = rf"(?:(?:{_AMOUNT}|kV-?|V-?)(?:hd(?!-?[Uhic])|[Uhic](?:EV)?)[,E]{{0,2}})"

ATOM = re.compile(
    rf"""
      (?P<updated>u|oaU)
    | (?P<published>p)
    | (?P<ymd>{_WEEKDAY}y(?P<s1>[-/.])d(?P=s1)d(?!(?P=s1)?[dn](?![:h])))
    | (?P<basic>(?<![-+./])b(?=$|Ts|\|))
    | (?P<ago>A[BO]?D?l?{_SPAN}+|[F]B?{_SPAN}+|eB?{_SPAN}+|BD?{_SPAN}+|{_SPAN}+R)
    | (?P<age>(?:{_AMOUNT}U[,E]{{0,2}}){{2,}})
    | (?P<numeric>{_WEEKDAY}(?<![dynk][-/._])df?(?P<s2>[-/._])d(?P=s2)(?:y|d)(?!(?P=s2)[dny](?![:h]))|{_WEEKDAY}(?<![dyn])ddy(?![dn](?![h:])))
    | (?P<textual>{_WEEKDAY}(?<![-E]){_DAY}[-/.]?D?[MGSm]\.?(?:[-/.,]{{0,2}}y(?!h)|{_TWO_DIGITS.replace("'?d", "[-/.]?'?d", 1)}|(?![-/.,]?[ny])))
    | (?P<english>{_WEEKDAY}[MGSm]\.?-?df?,?(?:y(?![:h])|(?=d:d:dy)))
    | (?P<time>(?:{_NUMBER_WORD}|d)h(?:di?(?:[.:]?dc?|d)?|E[Vw])?|d:d(?!i)(?::d(?:[.,][nsdyb])?)?h?(?!:)|d\.d:dh|X(?:EV)?)
    | (?P<dotted>d\.d(?![.d]))
    | (?P<day>(?<![dyn][-/.])d[/-]d(?![-/.d]))
    | (?P<month>g?-?(?:l?U)?D?[MGSm]\.?y|(?:e|eD|g|g-|alUD)[MGSm]r?|y-d(?![-/.dh:]))
    | (?P<year>[eg]-?y)
    | (?P<period>l?Ur|K(?:U)(?:-x)?|l?rU)
    | (?P<relative>H|KP)P?
    | (?P<now>J|al'?I)
    | (?P<weekday>[lK]?[Wvm]\.?[rq]?)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its clean text, its tokens with where each begins and ends, and their kinds, a letter each.

    `cut` says that the text went on beyond what is looked at.
    """

    text: str
    tokens: list[str]
    kinds: str
    plain: str
    cut: bool

    def words(self, start: int, end: int) -> str:
        """The text from token `start` up to token `end`."""
        spans = [match.span() for match in _TOKEN.finditer(self.plain)]
        return self.text[spans[start][0] : spans[end - 1][1]]


def scan(text: str) -> Line:
    """Part a printed text into tokens and tell their kinds."""
    cleaned = clean(text)
    plain = fold(cleaned).replace(" - ", " | ").replace("- ", "| ")
    tokens = _TOKEN.findall(plain)
    kind = KIND.get
    kinds = "".join([kind(token) or _other(token) for token in tokens])
    return Line(cleaned, tokens, kinds, plain, len(text) > LONGEST)


def _other(token: str) -> str:
    if token.isdigit():
        return _BY_LENGTH.get(len(token), "n")
    return "x" if token[0].isalpha() or token[0] == "?" else "|"
