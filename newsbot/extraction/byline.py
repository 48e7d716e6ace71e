"""Who wrote the article: the byline as printed, then what the page says of it to machines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from newsbot.extraction.blocks import Block
from newsbot.extraction.dateline import beside
from newsbot.extraction.document import Document, key
from newsbot.text import AGENCY, clean
from newsbot.urls import host_of

if TYPE_CHECKING:
    from newsbot.extraction.layout import Layout

_LINE_LENGTH = 160
_WORK = r"""(?: articles? | textes? | reportages? | enquêtes? | entretiens? | interviews? | portraits?
    | récits? | analyses? | chroniques? | tribunes? | documentaires? | films? | photos? | propos | dossiers?
    | billets? | vidéos? | podcasts? )"""
_DONE = r"""(?: recueilli | écrit | publié | rédigé | posté | proposé | signé | réalisé | traduit )e?s?"""
_BY = re.compile(
    rf"""(?: {_WORK}\s+ )? (?: {_DONE}\s+ )? \bpar\b\s*:?\s* | \bby\b\s*:?\s*
    | une?\s+ {_WORK}\s+ (?: de\b | d['’] | par\b )\s*
    | (?: auteure?s? | autrices? | textes? | signature )\s*:\s*""",
    re.I | re.X,
)
_DATE_THEN_BY = re.compile(r"[^.]{0,60}\b(?:\d{4}|\d\d?[:h]\d\d)\b[^.]{0,12}[\s,]par\s+", re.I)
_TITLE = re.compile(r"(?:auteure?s?|autrices?|par|by|textes?|(?:écrit|rédigé|publié|posté) par)\s*:?", re.I)
_DATE = re.compile(
    r"""\b (?: (?:le|l['’]|ce|du)?\s*
        (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aujourd['’]hui)\b
    | (?:publiée?|mise?\ à\ jour|modifiée?|postée?|créée?|il\ y\ a|(?:temps\ de\ )?lecture|updated|on)\b
    | (?:le\s+)?\b\d ) .*""",
    re.I | re.S | re.X,
)
_ROLE = re.compile(
    r"""\s+ (?: nos\s | notre\s | son\s | l['’] )? (?: envoyée?s? | correspondante?s? | journalistes?
    | grands?\ reporters? | rédact(?:eur|rice)s? | chroniqueu\w+ | professeure?s? | bureau | philosophe
    | sociologue | historien(?:ne)? | économiste )\b .*""",
    re.I | re.S | re.X,
)
_BRACKETS = re.compile(r"\((?!avec\b)[^)]*\)?|[()]")
_SPLIT = re.compile(r"[;,&|/•·\n]|\s[-–—]\s|\b(?:et|and|avec|with)\b", re.I)
_SPLIT_LINK = re.compile(r"[;,&|]|\b(?:et|and)\b")
_ONE_MORE = re.compile(r"\W*(?:avec|et)\b")
_NAMES_ITSELF = r"(?:rédaction|service|bureau|agence|presse)"
_PARTICLE = rf"(?:d[eu]s?|l[ae]s?|[dl]['’]|von|van|de[rn]|di|da|e[l]|al|ben|ibn|y|e|{_NAMES_ITSELF})"
_NAME = re.compile(rf"(?:(?:{_PARTICLE}|(?:[dl]['’])?[A-ZÀ-ÝŒ\d][\w'’.-]*)(?:\s+|$)){{1,6}}")
_SIGNATURE = re.compile(
    rf"\(?{AGENCY}\)?|[A-ZÀ-Ý][\w'’.-]*(?: [A-ZÀ-Ý][\w'’.-]*){{1,3}}"
    r"(?: ?\(.*\)| avec .*|, (?:à|en|aux?) \w.*)?"
)
_WITH_AGENCY = re.compile(rf".*(?:\(avec {AGENCY}\)| avec {AGENCY})")
_PERSON = re.compile(
    rf"{AGENCY}|[A-ZÀ-Ý](?![A-ZÀ-Ý])[\w'’.-]+"
    r"(?: (?:(?:de|du|des|le|la|van|von|el|ben) |d['’])?[A-ZÀ-Ý][\w'’.-]+){1,3}"
)
_NO_NAME = re.compile(
    rf"""^(?: {_WORK} | éditos? | éditori(?:al|aux) | opinions? | décryptages? | points?\ de\ vue )$
    | \b(?: partager? | abonnée?s? | abonner | commentaires? | commenter | lecture | suivre | suivez | voir
    | articles? | publié | mis\ à\ jour | réagir | imprimer | écouter | newsletter | twitter | facebook
    | admin(?:istrateur)? | webmaster | agences | réservé | e-?mail | https? | www | tous | photo )\b""",
    re.I | re.X,
)
_OWN_NAME = re.compile(r"(?:la|le|les|l['’])\b|\w+$")  # 'la rédaction', a pen name
_DOMAIN = re.compile(r"^www\.|\.[a-z]{2,4}$")
_NO_PERSON = re.compile(r"\d|\.\w{2,3}\b|://")
_AUTHOR_LINK = """a[rel~="author"], [itemprop="author"], a[href*="/auteur"], a[href*="/author"],
    a[href*="/journaliste"], a[href*="/signataire"]"""
_MACHINE = """author article:author og:article:author dc.creator dcterms.creator dc:creator parsely-author
    sailthru.author citation_author bepress_citation_author cxenseparse:author""".split()  # noqa: SIM905


def authors(layout: Layout, document: Document) -> list[str]:
    """The names of the byline as printed, in its order; [] where none is named.

    First what stands between headline and text, then a signature at either end of the text, then JSON-LD,
    microdata and meta elements. A byline printed without a name ('par') settles that there is none. The
    publisher counts as an author only where it signs in print, and not beside a person.
    """
    publishers = {_key(name) for name in (*document.publishers, *host_of(document.url).split("."))}
    closing = [b for b in layout.closing if all(frame.tag != "form" for frame in b.frame.up())]
    for blocks in (layout.opening, layout.ends, closing):
        if (found := _printed_in(blocks)) is not None:
            return _persons_first(found, publishers)
    for stated in _stated(layout, document):
        found = [n for line in stated for n in names_of(line, _SPLIT_LINK) if not _NO_PERSON.search(line)]
        if {_key(name) for name in found} - publishers:
            return _persons_first(_distinct(found), publishers)
    found = [name for block in layout.opening for name in names_beside_date(block.text) or ()]
    return _distinct(found or (_signature(layout.ends[-1]) if layout.ends else []))


def _persons_first(names: list[str], publishers: set[str]) -> list[str]:
    persons = [name for name in names if _key(name) not in publishers]
    return persons if any(" " in name for name in persons) else names


def _printed_in(blocks: list[Block]) -> list[str] | None:
    found: list[str] = []
    signed = False
    for position, block in enumerate(blocks):
        names = printed(block)
        if _TITLE.fullmatch(block.text) and position + 1 < len(blocks):
            names = names_of(blocks[position + 1].text)
        signed = signed or names is not None
        found += names or ()
    return _distinct(found) if signed else None


def _stated(layout: Layout, document: Document) -> Iterator[list[str]]:
    """What the page says to machines of its authors, the most trusted first."""
    yield document.authors
    yield from (document.meta[name] for name in _MACHINE if name in document.meta)
    yield _linked(layout, document)


def _linked(layout: Layout, document: Document) -> list[str]:
    """The one author whom links name as such, wherever they stand: as HTML defines `rel="author"`, the
    page's, but in an `<article>` of its own."""
    around = {frame.node.mem_id for frame in layout.headline.frame.up()} if layout.headline else set()
    names = set()
    for link in document.tree.css('a[rel~="author"]'):
        outer = link.parent
        while outer is not None and outer.tag != "article":
            outer = outer.parent
        if (name := clean(link.text())) and (outer is None or outer.mem_id in around):
            names.add(name)
    return [*names] if len(names) == 1 else []


def printed(block: Block) -> list[str] | None:
    """The names in a printed byline, None where the block is no byline."""
    text = block.text
    if len(text) > _LINE_LENGTH or (len(text) > 60 and text.endswith(".")):
        return None
    around = [frame for frame in block.frame.up(3) if frame.text < 2 * _LINE_LENGTH]
    links = around[0].node.css(_AUTHOR_LINK) if around else []
    said = ((clean(link.text()), _SPLIT_LINK if link.tag == "a" else _SPLIT) for link in links)
    if linked := [name for line, split in said for name in names_of(line, split)]:
        rest = text.rpartition(linked[-1])[2]
        return linked + (names_of(rest) if _ONE_MORE.match(rest) else [])
    if says_by := _BY.match(text) or _DATE_THEN_BY.match(text):
        return names_of(text[says_by.end() :])
    if links or any("byline" in frame.marks for frame in around):
        return [name for name in names_of(text) if _NAME.fullmatch(name)] or None
    signed = _WITH_AGENCY.fullmatch(text) and _SIGNATURE.fullmatch(text)
    return names_of(text) if signed else None


def names_beside_date(text: str) -> list[str] | None:
    """What may be names in a line of a date and nothing else: [] for a date alone, None for another line."""
    others = beside(text)
    if others is None:
        return None
    named = [names_of(other) for other in others]
    if not all(names and all(map(_PERSON.fullmatch, names)) for names in named):
        return None
    return [name for names in named for name in names]


def names_of(text: str, split: re.Pattern[str] = _SPLIT) -> list[str]:
    """The names in a line of names: 'Par Jean Tamby et Ana Ruiz, envoyée spéciale à Kiev' → two."""
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    if says_by := _BY.match(text):
        text = text[says_by.end() :]
    found: list[str] = []
    for part in split.split(_DATE.sub("", _BRACKETS.sub(" ", text))):
        name = _ROLE.sub("", part.strip()).strip(' .:;,-–—|•·*/"@')
        half = len(name) // 2
        if name[:half] == name[half:]:  # printed twice, once for the pointer to rest on
            name = name[:half]
        named = 2 <= len(name) <= 60 and len(name.split()) <= 6 and not _NO_NAME.search(name)
        if not named or not any(map(str.isalpha, name)):
            continue
        if name[0].isupper() or name[0].isdigit() or (not found and _OWN_NAME.match(name)):
            found.append(name)
    return found


def _signature(block: Block) -> list[str]:
    """The name that a text closes with: 'Cécile Lanneau (Bruxelles)', 'Le Journal avec AFP'."""
    signs = len(block.text) <= 80 and not block.is_link and _SIGNATURE.fullmatch(block.text)
    return names_of(block.text) if signs else []


@lru_cache(maxsize=256)
def _key(name: str) -> str:
    return key(_DOMAIN.sub("", name.casefold()))


def _distinct(names: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(_key(name), name)
    return list(first.values())
