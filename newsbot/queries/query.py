"""What people type to search, turned into a query of SQLite's FTS5."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice, product
from typing import NamedTuple

from newsbot.errors import ConfigurationError
from newsbot.queries.words import words

_LONGEST = 1000
_DEEPEST = 20
_MOST_PHRASES = 64
_OPERATORS = {"AND": "AND", "ET": "AND", "OR": "OR", "OU": "OR", "NOT": "NOT", "SAUF": "NOT"}
_FIELDS = {"headline:": "headline", "titre:": "headline", "body:": "body", "texte:": "body"}
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ‘`´](?=\w)", re.IGNORECASE)
_STOP_WORDS = frozenset(
    words("""
    a au aux avec c ce ces cette d dans de des du elle en entre est et il ils j je l la le les leur leurs lui
    m mais me n ne nos notre nous on ont ou par pas pour qu que qui s sa se ses son sont sur t un une y
    """)
)
_TOKEN = re.compile(
    r"""(?P<open>\() | (?P<close>\)) | (?P<NOT>-(?=[^\s)-])) | (?P<field>(?:headline|titre|body|texte):)
      | (?P<phrase>"[^"]*"\*?) | (?P<unclosed>") | (?P<word>[^\s()"]+)""",
    re.VERBOSE,
)


class Wanted(NamedTuple):
    """A query of FTS5, and the phrases that it finds, as `newsbot.queries.words.pattern` takes them."""

    fts: str
    phrases: list[str]


def match(query: str, forms: Callable[[str], list[str]]) -> Wanted:
    """What a person typed; `forms` gives the inflected forms of a folded word, or the words of `begin*`.

    Words are all wanted and found in every form; `AND`, `OR`, `NOT` (`ET`, `OU`, `SAUF`), `-word` and
    parentheses combine; `"a phrase"` and `begin*` are taken as they are but for case and accents; `headline:`
    and `body:` look there only. Raises ConfigurationError, of one line, where the query cannot be understood.
    """
    return _Parser(query, forms).parse()


class _Parser:
    def __init__(self, query: str, forms: Callable[[str], list[str]]) -> None:
        self._query = query
        self._forms = forms
        if len(query) > _LONGEST:
            raise ConfigurationError(f"cannot search for a text of more than {_LONGEST} characters")
        if query.count("(") > _DEEPEST:
            raise self._error("too many parentheses")
        plainly = re.sub("[«»“”]", '"', query)
        self._tokens = [(token.lastgroup or "", token[0]) for token in _TOKEN.finditer(plainly)]
        self._tokens = [(_OPERATORS.get(text, kind), text) for kind, text in self._tokens]
        self._tokens.append(("end", ""))
        self._found: list[str] = []

    def parse(self) -> Wanted:
        fts = self._either()
        if self._tokens[0][0] != "end":
            raise self._error("a ')' closes nothing")
        return Wanted(fts, self._found)

    def _either(self) -> str:
        parts = [self._all()]
        while self._take("OR"):
            parts.append(self._all())
        return _joined(parts, "OR")

    def _all(self) -> str:
        wanted: list[str] = []
        stopped: list[str] = []
        unwanted: list[str] = []
        while self._tokens[0][0] not in ("OR", "close", "end"):
            if self._take("AND"):
                if not (wanted or stopped) or self._tokens[0][0] in ("OR", "AND", "close", "end"):
                    raise self._error("AND needs a word on both sides")
            elif self._take("NOT"):
                before = len(self._found)
                unwanted.append(self._one())
                del self._found[before:]
            else:
                kind, text = self._tokens[0]
                common = kind == "word" and _STOP_WORDS.issuperset(words(text))
                (stopped if common else wanted).append(self._one())
        wanted = [part for part in wanted if part] or [part for part in stopped if part]
        unwanted = [part for part in unwanted if part]
        if not wanted:
            raise self._error("NOT needs a word to find beside it" if unwanted else "a word is missing")
        found = _joined(wanted, "AND")
        return f"({found} NOT {_joined(unwanted, 'OR')})" if unwanted else found

    def _one(self) -> str:
        kind, text = self._tokens.pop(0)
        if kind == "field":
            inside = self._one()
            return inside and f"({_FIELDS[text]} : {inside})"
        if kind in ("phrase", "word"):
            return self._words(text, whole=kind == "phrase")
        if kind == "open":
            found = self._either()
            if not self._take("close"):
                raise self._error("a '(' is not closed")
            return found
        raise self._error('a " is not closed' if kind == "unclosed" else "a word is missing")

    def _words(self, text: str, *, whole: bool) -> str:
        """A query for a word in all its forms, or for a phrase or the beginning of a word as it stands."""
        parts = words(text if whole else _ELISION.sub("", text))
        phrase, joined = " ".join(parts), "".join(parts)
        if text.endswith("*"):
            if len(joined) == 1:
                raise self._error("give at least two letters before *")
            phrases = self._forms(f"{phrase}*") if len(parts) == 1 else [f"{phrase}*"] * bool(parts)
        elif whole or not parts:
            phrases = [phrase] * bool(parts)
        elif not parts[1:]:
            phrases = self._forms(phrase)
        else:
            inflected = islice(product(*map(self._forms, parts)), _MOST_PHRASES)
            phrases = [phrase, *map(" ".join, inflected)]
            if "-" in text and joined.isalpha():  # 'anti-missile', 'antimissile'
                phrases += self._forms(joined)
        self._found += phrases
        quoted = [f'"{each[:-1]}" *' if each.endswith("*") else f'"{each}"' for each in phrases]
        return _joined(list(dict.fromkeys(quoted)), "OR")

    def _take(self, kind: str) -> bool:
        taken = self._tokens[0][0] == kind
        if taken:
            del self._tokens[0]
        return taken

    def _error(self, said: str) -> ConfigurationError:
        return ConfigurationError(f"cannot search for {self._query!r}: {said}")


def _joined(parts: list[str], operator: str) -> str:
    return parts[0] if len(parts) == 1 else f"({f' {operator} '.join(parts)})" if parts else ""
