"""What people type to search, turned into a query of SQLite's FTS5."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice, product
from typing import NamedTuple

from newsbot.errors import ConfigurationError
from newsbot.queries.forms import words

LONGEST = 1000
_DEEPEST = 20
_MOST_PHRASES = 64
_OPERATORS = {"AND": "AND", "ET": "AND", "OR": "OR", "OU": "OR", "NOT": "NOT", "SAUF": "NOT"}
_FIELDS = {"headline": "headline", "titre": "headline", "body": "body", "texte": "body"}
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ‘`´](?=\w)", re.IGNORECASE)
_STOP_WORDS = frozenset(
    words("""
    a au aux avec c ce ces cette d dans de des du elle en entre est et il ils j je l la le les leur leurs lui
    m mais me n ne nos notre nous on ont ou par pas pour qu que qui s sa se ses son sont sur t un une y
    """)
)
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\() | (?P<close>\))
      | (?P<not>-(?=[^\s)-])) | (?P<field>(?:headline|titre|body|texte):)
      | (?: "(?P<straight>[^"]*)" | «(?P<angle>[^»]*)» | “(?P<curly>[^”]*)” )(?P<more>\*?)
      | (?P<unclosed>["«“]) | (?P<word>[^\s()"«»“”]+) | (?P<stray>[»”])
    )""",
    re.VERBOSE,
)


class Token(NamedTuple):
    kind: str
    text: str


def match(query: str, forms: Callable[[str], list[str]]) -> str:
    """The FTS5 query for what a person typed; `forms` gives the inflected forms of a folded word.

    Words are all wanted and found in every form; `AND`, `OR`, `NOT` (`ET`, `OU`, `SAUF`), `-word` and
    parentheses combine; `"a phrase"` and `begin*` are taken as they are but for case and accents; `headline:`
    and `body:` look there only. Raises ConfigurationError, of one line, where the query cannot be understood.
    """
    return _Parser(query, forms).parse()


class _Parser:
    def __init__(self, query: str, forms: Callable[[str], list[str]]) -> None:
        self._query = query
        self._forms = forms
        self._tokens = _tokens(query)
        self._at = 0
        self._depth = 0

    def parse(self) -> str:
        found = self._either()
        if self._at < len(self._tokens):
            raise self._error("a ')' closes nothing")
        return found

    def _either(self) -> str:
        parts = [self._all()]
        while self._take("OR"):
            parts.append(self._all())
        return _joined(parts, "OR")

    def _all(self) -> str:
        wanted: list[str] = []
        stopped: list[str] = []
        unwanted: list[str] = []
        while self._peek().kind not in ("OR", "close", "end"):
            if self._take("AND"):
                if not (wanted or stopped) or self._peek().kind in ("OR", "AND", "close", "end"):
                    raise self._error("AND needs a word on both sides")
                continue
            into = unwanted if self._take("NOT") else wanted
            bare = self._peek()
            common = bare.kind == "word" and _STOP_WORDS.issuperset(words(bare.text))
            part = self._one()
            (stopped if common and into is wanted else into).append(part)
        wanted = [part for part in wanted if part] or [part for part in stopped if part]
        unwanted = [part for part in unwanted if part]
        if not wanted:
            raise self._error("NOT needs a word to find beside it" if unwanted else "a word is missing")
        found = _joined(wanted, "AND")
        return f"({found} NOT {_joined(unwanted, 'OR')})" if unwanted else found

    def _one(self) -> str:
        token = self._peek()
        self._at += 1
        if token.kind == "field":
            inside = self._one()
            return f"({_FIELDS[token.text]} : {inside})" if inside else ""
        if token.kind == "word":
            return self._word(token.text)
        if token.kind == "phrase":
            return _quoted(words(token.text))
        if token.kind == "prefix":
            return self._prefix(token.text)
        if token.kind == "open":
            self._depth += 1
            if self._depth > _DEEPEST:
                raise self._error("too many parentheses")
            found = self._either()
            if not self._take("close"):
                raise self._error("a '(' is not closed")
            self._depth -= 1
            return found
        raise self._error("a word is missing")

    def _word(self, text: str) -> str:
        parts = words(_ELISION.sub("", text))
        if len(parts) < 2:
            return _joined([_quoted([form]) for part in parts for form in self._forms(part)], "OR")
        inflected = islice(product(*(self._forms(part) for part in parts)), _MOST_PHRASES)
        phrases = {_quoted(parts): None, **{_quoted(phrase): None for phrase in inflected}}
        joined = "".join(parts)
        if "-" in text and joined.isalpha():  # 'anti-missile', 'antimissile'
            phrases.update({_quoted([form]): None for form in self._forms(joined)})
        return _joined(list(phrases), "OR")

    def _prefix(self, text: str) -> str:
        parts = words(_ELISION.sub("", text))
        if parts and len("".join(parts)) < 2:
            raise self._error("give at least two letters before *")
        return f"{_quoted(parts)} *" if parts else ""

    def _peek(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else Token("end", "")

    def _take(self, kind: str) -> bool:
        taken = self._peek().kind == kind
        self._at += taken
        return taken

    def _error(self, said: str) -> ConfigurationError:
        return ConfigurationError(f"cannot search for {self._query!r}: {said}")


def _tokens(query: str) -> list[Token]:
    if len(query) > LONGEST:
        raise ConfigurationError(f"cannot search for a text of more than {LONGEST} characters")
    found: list[Token] = []
    for token in _TOKEN.finditer(query):
        kind = token.lastgroup or ""
        text = token[kind]
        if kind == "unclosed":
            raise ConfigurationError(f"cannot search for {query!r}: a {text} is not closed")
        if kind == "more":
            phrase = token["straight"] or token["angle"] or token["curly"] or ""
            found.append(Token("prefix" if text else "phrase", phrase))
        elif kind == "field":
            found.append(Token("field", text[:-1]))
        elif kind == "not":
            found.append(Token("NOT", text))
        elif kind == "word" and text in _OPERATORS:
            found.append(Token(_OPERATORS[text], text))
        elif kind == "word":
            found.append(Token("prefix", text[:-1]) if text.endswith("*") else Token("word", text))
        elif kind != "stray":
            found.append(Token(kind, text))
    return found


def _quoted(parts: tuple[str, ...] | list[str]) -> str:
    return f'"{" ".join(parts)}"' if parts else ""


def _joined(parts: list[str], operator: str) -> str:
    return parts[0] if len(parts) == 1 else f"({f' {operator} '.join(parts)})" if parts else ""
