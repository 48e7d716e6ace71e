"""The shapes of printed dates, written over the kinds of tokens (see `lexicon`)."""

from __future__ import annotations

import re

from newsbot.dates.folding import LONGEST, clean, fold
from newsbot.dates.lexicon import KIND, kind

_TOKEN = re.compile(
    r"""\d+
    | (?:il\ ?)?y\ ?'?\ ?a\b | avant[-\ ]?hier | apres[-\ ](?:demain|midi) | aujourd['\ ?]{0,2}hui
    | m(?:ise?(?:[-\ ]?[a?][-\ ]?jour|[-\ ]en[-\ ]ligne)|\.[a?]\.j\b\.?)
    | a\ pe(?:ine|u\ pres)\b | temps\ universel(?:\ coordonne)? | t\.u\b\.? | [ap]\.m\b\.? | (?:[cdjlmnst]|jusqu)' | [a-z?]+ | \S""",
    re.VERBOSE,
)

_WORDS = "(?:k(?:E?k|-[kS]|ES)?|S)"
_NUMBER = f"(?:d|{_WORDS})"
_MONTH = "[MGSm]"
_SPAN = rf"(?:(?:k?V-?h|kwD?h|(?:n|{_NUMBER})(?:hd(?!-?[Uhic])|[Uhic](?:E[Vw])?))[,E]{{0,2}})"
_SHORT_YEAR = r"'?d(?=$|[-|,.()/:aupT]|d[h:])(?![:.,]d|-[dy])"

ATOM = re.compile(
    rf"""
      (?P<updated>u)
    | (?P<published>p)
    | (?P<time>{_NUMBER}h(?:d(?!f?[-/.]?{_MONTH})i?(?:[.:]?dc?)?|E[Vw]|Bl?(?:w|{_NUMBER}))?(?!/d|R)
             |d:d(?!i)(?::d(?:[.,][dnysb])?)?h?(?!:)|d\.d:dh|X(?:EV)?)
    | (?P<ymd>y(?P<s1>[-/.])d(?P=s1)d(?!(?P=s1)?[dn](?![:h])))
    | (?P<dmy>(?<![dyn][-/._])df?(?P<s2>[-/._|,])d(?P=s2)(?:y|d(?<![|,]d))(?!(?P=s2)[dny](?![:h]))
            |(?<![dyn])ddy(?![dn](?![h:.])))
    | (?P<written>{_NUMBER}f?\.?[-/.]?{_MONTH}\.?
                  (?:[-/.,]{{0,2}}y(?!h)|[-/.]?{_SHORT_YEAR}|r|(?![-/.,]?[ny]|\.?'?d(?![h:]))))
    | (?P<english>{_MONTH}\.?-?df?,?y(?![:h])|(?:G\.?df?|M\.?df)(?![:hnyd]))
    | (?P<unix>{_MONTH}dd:d:dZ?y)
    | (?P<ago>A(?:k?B+D?)?{_SPAN}+|F(?:k?B+D?)?{_SPAN}+|BD?{_SPAN}+|e(?={_SPAN}{{2}}){_SPAN}+
            |(?:{_SPAN}+|[aU][Uhic])R)
    | (?P<age>{_NUMBER}U[,E]{{0,2}}(?:{_NUMBER}U[,E]{{0,2}})+)
    | (?P<relative>HP?|KP)
    | (?P<month>(?:[eg]-?(?:D?U?D)?|UD){_MONTH}\.?(?:[-/,]?y|r)?|{_MONTH}\.?(?:[-/,]?y|r)
              |y[-/.]d(?![-/.dh:])|(?<![dyn][-/.])d[-/.]y)
    | (?P<year>[eg]-?y)
    | (?P<period>l?U[rq]|l?[rq]U|KU(?:-x)?)
    | (?P<now>J|alI|A[kB]I|ABc)
    | (?P<basic>(?<![-+./])b(?=$|Ts|\|))
    | (?P<day>(?<![dyn][-/.])d[-/.]d(?![-/.][dny]|[dn](?![:h])))
    | (?P<weekday>[Wvm]\.?[rq]?)
    """,
    re.VERBOSE,
)
"""Every atom of a line; the name of the group says how it is read."""


class Line:
    """A printed line: its clean text, its tokens, and their kinds, a letter each.

    `cut` says that the text went on beyond what is looked at.
    """

    __slots__ = ("_plain", "cut", "kinds", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.cut = len(text) > LONGEST
        self.text = clean(text)
        plain = self._plain = fold(self.text)
        if "- " in plain:  # a dash with space parts, one without joins
            plain = plain.replace(" - ", " | ").replace("- ", "| ")
        self.tokens = _TOKEN.findall(plain)
        known = KIND.get
        self.kinds = "".join([known(token) or kind(token) for token in self.tokens])

    def words(self, start: int, end: int) -> str:
        """The clean text from token `start` up to token `end`."""
        at = first = 0
        for index in range(end):
            while self._plain[at] == " ":
                at += 1
            if index == start:
                first = at
            at += len(self.tokens[index])
        return self.text[first:at]
