"""Who wrote the article: the byline as printed, then what the page says of it to machines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from newsbot.extraction.blocks import Block, Frame
from newsbot.extraction.evidence import Evidence
from newsbot.extraction.layout import Layout
from newsbot.text import clean

_LINE_LENGTH = 160
_WORK = (
    "articles?|textes?|reportages?|enquêtes?|entretiens?|interviews?|portraits?|récits?|analyses?|chroniques?|tribunes?|"
    "documentaires?|films?|photos?|propos|dossiers?|billets?|vidéos?|podcasts?"
)
_BY = re.compile(
    rf"(?:(?:{_WORK})\s+)?(?:recueillis?|écrite?|publiée?|rédigée?|postée?|proposée?|signée?|réalisée?|traduite?)?e?s?\s*\bpar\b\s*:?\s*"
    rf"|\bby\s*:?\s+|(?:un|une)\s+(?:{_WORK})\s+(?:de|d['’]|par)\s*|(?:auteure?s?|auteurs?|autrice|texte|rédaction|signature)\s*:\s*",
    re.I,
)
_DATE_THEN_BY = re.compile(r"[^.]{0,60}\b(?:\d{4}|\d\d?[:h]\d\d)\b[^.]{0,12}[\s,]par\s+", re.I)
_TITLE = re.compile(r"(?:auteure?s?|autrices?|par|by|texte|écrit par|rédigé par|publié par)\s*:?", re.I)
_PARTICLE = r"(?:de|du|des|la|le|les|l['’]|d['’]|von|van|der|den|di|da|el|al|ben|ibn|y|e|rédaction|service|bureau|agence|presse)"
_NAME = re.compile(rf"(?:(?:{_PARTICLE}|[A-ZÀ-ÝŒ\d][\w'’.-]*|[dl]['’][A-ZÀ-Ý][\w'’.-]*)(?:\s+|$)){{1,6}}")
_DATE = re.compile(
    r"\s*(?:[-–—|•·,/(]\s*)*(?:\b(?:le|l['’]|ce|du)?\s*(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aujourd['’]hui)\b"
    r"|\b(?:publiée?|mise? à jour|modifiée?|postée?|créée?|il y a|temps de lecture|lecture|last|updated|on)\b|(?:\ble\s+)?\d).*",
    re.I | re.S,
)
_ROLE = re.compile(
    r"\s+\(?(?:nos |notre |son |l['’])?(?:envoyée?s?|correspondante?s?|journalistes?|grands? reporters?|rédact(?:eur|rice)s?|chroniqueu\w+|professeure?|"
    r"bureau|philosophe|sociologue|historienn?e?|économiste)\b.*",
    re.I | re.S,
)
_ASIDE = re.compile(r"\((?!avec\b)[^)]*\)?|[()]")
_SPLIT = re.compile(r"\s*(?:[;,&|/•·\n]|\s[-–—]\s|\bet\b|\band\b|\bavec\b|\bwith\b)\s*", re.I)
_SPLIT_LINK = re.compile(r"\s*(?:[;,&|]|\bet\b|\band\b)\s*")
_NO_NAME = re.compile(
    r"\b(?:partage|partager|abonné|abonnés|abonner|commentaires?|commenter|lecture|suivre|suivez|voir|article|articles|publié|mis à jour|"
    r"réagir|imprimer|écouter|newsletter|twitter|facebook|admin|administrateur|webmaster|agences|réservé|e-?mail|https?|www|tous|photo)\b",
    re.I,
)
_AUTHOR_LINK = 'a[rel~="author"], a[href*="/auteur"], a[href*="/author"], a[href*="/journaliste"], a[href*="/signataire"], [itemprop="author"]'
_MACHINE = ("author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "dc:creator", "parsely-author",
            "sailthru.author", "citation_author", "bepress_citation_author", "cxenseparse:author", "byl")  # fmt: skip


def authors(layout: Layout, evidence: Evidence) -> list[str]:
    """The names of the byline as printed, in its order; [] where none is named.

    First what stands between headline and text, then a signature at either end of the text, then JSON-LD,
    microdata and meta elements. A byline that is printed without a name ('par') settles that there is none. The
    publisher is an author only where it signs in print.
    """
    for blocks in (layout.opening, layout.ends, [b for b in layout.closing if not _in_form(b.frame)]):
        if (found := _printed_in(blocks)) is not None:
            return found
    return _distinct(_stated(evidence)) or _distinct(chain(*(_signature(b) for b in layout.ends[-1:])))


def _printed_in(blocks: list[Block]) -> list[str] | None:
    found: list[str] | None = None
    for block, following in pairwise([*blocks, None]):
        assert block is not None
        names = printed(block)
        if following is not None and _TITLE.fullmatch(block.text):
            names = names_of(following.text)
        if names is not None:
            found = [*(found or []), *names]
    return None if found is None else _distinct(found)


def printed(block: Block) -> list[str] | None:
    """The names in a printed byline, None where the block is no byline."""
    text = block.text
    if len(text) > _LINE_LENGTH or (len(text) > 60 and text.endswith(".")):
        return None
    around = [frame for frame in _around(block.frame) if frame.text < 2 * _LINE_LENGTH]
    linked = (
        [names_of(clean(a.text()), _SPLIT_LINK) for a in around[0].node.css(_AUTHOR_LINK)] if around else []
    )
    if any(linked):
        rest = text.rpartition(linked[-1][-1])[2] if linked[-1] else ""
        return [*chain(*linked), *(names_of(rest) if re.match(r"\W*(?:avec|et)\b", rest) else [])]
    if says_by := _BY.match(text) or _DATE_THEN_BY.match(text):
        return names_of(text[says_by.end() :])
    if linked or any("byline" in frame.marks for frame in around):
        return [name for name in names_of(text) if _NAME.fullmatch(name)] or None
    return None


def _in_form(frame: Frame | None) -> bool:
    while frame is not None and frame.tag != "form":
        frame = frame.parent
    return frame is not None


def _around(frame: Frame | None) -> Iterator[Frame]:
    for _ in range(3):
        if frame is None:
            return
        yield frame
        frame = frame.parent


def names_of(text: str, split: re.Pattern[str] = _SPLIT) -> list[str]:
    """The names in a line of names: 'Jean Tamby et Ana Ruiz, envoyée spéciale à Kiev' → two."""
    text = _BY.sub("", text, count=1) if _BY.match(text) else text
    found: list[str] = []
    for part in split.split(_DATE.sub("", _ASIDE.sub(" ", text))):
        name = _ROLE.sub("", part).strip(' .:;,-–—|•·*"')
        half = len(name) // 2
        if len(name) % 2 == 0 and name[:half] == name[half:]:
            name = name[:half]
        if (
            not 2 <= len(name) <= 60
            or len(name.split()) > 6
            or _NO_NAME.search(name)
            or not any(c.isalpha() for c in name)
        ):
            continue
        if name[0].islower() and (found or not re.match(r"(?:la|le|les|l['’])\b|\w+$", name)):
            continue
        found.append(name.lstrip("@"))
    return found


def _stated(evidence: Evidence) -> list[str]:
    publisher = {_key(name) for name in evidence.publishers}
    for stated in (evidence.authors, *(evidence.meta.get(name, []) for name in _MACHINE)):
        found = [name for line in stated if "://" not in line for name in names_of(line, _SPLIT_LINK)]
        found = [
            name for name in found if _key(name) not in publisher and not re.search(r"\d|\.\w{2,3}\b", name)
        ]
        if found:
            return found
    return []


def _signature(block: Block) -> list[str]:
    """The name that a text closes with: 'Cécile Lanneau (Bruxelles, bureau européen)', 'Le Journal avec AFP'."""
    if len(block.text) > 80 or block.text.endswith((".", "!", "?", ":", "»")) or block.is_link:
        return []
    name = re.fullmatch(r"[A-ZÀ-Ý][\w'’.-]*(?: [A-ZÀ-Ý][\w'’.-]*){1,3}(?: ?\(.*\)| avec .*)?", block.text)
    return names_of(block.text) if name else []


def _key(name: str) -> str:
    return re.sub(r"\W|\.(?:fr|com|ch|be|ca)$|^www\.", "", name.casefold())


def _distinct(names: Iterable[str]) -> list[str]:
    return list({_key(name): name for name in reversed(list(names))}.values())[::-1]
