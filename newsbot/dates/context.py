"""Which of a line's dates are the line's own, and not what a sentence, a name or an event speaks of."""

from __future__ import annotations

import re

from newsbot.dates.grammar import FULL, Line
from newsbot.dates.moments import Moment

PROSE = 30
"""More unknown words than this make a text prose, whose dates are not the text's own."""

SENTENCE = 8
"""More unknown words than this make a text a sentence, which 'lundi' or 'en mars' is part of."""

_BEFORE_LABEL = re.compile(r"(?:^|[|.:()/+\"-]|[dyhoiscZXQUHM]\.?,?E?)(?:[Nrfpu]|[xNpuf]D[rf]?)?$")
_AUTHOR = re.compile(r"C[^|:()]{1,9}$")
_LABEL_BEFORE = re.compile(r"[pu][:.,|flKDae(]*(?:[CF][^|.,]{0,8})?[:.,|lKDae(]*$")
_OPENS = re.compile(r"(?:^|[|:)/])[lKDaOe(\"]*$")
_OPENS_DAY = re.compile(r"\.[lKa(\"]*$")
_OPENS_ISSUE = re.compile(r"NDe?l?$")  # édition d'octobre
_CLOSES = re.compile(r"[,.]*(?:$|[|()/C]|[rf]?[up])")
_PLACE = re.compile(r"(?:^|[|.:/])[xCO()-]+[,(][lDK]?$")


def heads(line: Line, at: int) -> bool:
    """Whether the label at a token stands like one and not in a sentence: 'un rapport publié le 3 mars'.

    It does when it is first or capital, after a mark, a time or its noun ('date de publication'), after 'par'
    and a name, or of the page itself: 'cet article a été mis à jour'.
    """
    kinds = line.kinds
    if at == 0 or _BEFORE_LABEL.search(kinds, 0, at) or line.capital(at):
        return True
    if kinds[:at].endswith("KNax"):
        return line.tokens[at - 1] == "ete"
    author = _AUTHOR.search(kinds, 0, at)
    return author is not None and line.tokens[author.start()] in ("par", "by", "avec")


def counts(moment: Moment, line: Line, in_time_element: bool) -> bool:
    """Whether a moment is a date of the line itself.

    A full date is, unless a sentence goes on around it. One that leans on the reference must stand alone or
    after its label; a time alone needs a label or a <time> element, a bare '30/09' an article, a weekday or
    that element.
    """
    kinds, start, end, full = line.kinds, moment.start, moment.end, moment.name in FULL
    if line.cut and end >= len(kinds) - 1:
        return False
    if full and start == 0 and end == len(kinds):
        return True
    unknown = kinds.count("x")
    labelled = moment.labelled and (full or _LABEL_BEFORE.search(kinds, 0, start) is not None)
    if unknown > PROSE:
        return labelled and start < 12
    if labelled or full:
        return labelled or not _spoken_of(moment, line)
    return unknown <= SENTENCE and _alone(moment, line) and _tells_a_day(moment, line, in_time_element)


def _tells_a_day(moment: Moment, line: Line, in_time_element: bool) -> bool:
    """Whether what stands alone and leans on the reference is a date: not '3/4', 'Jeu' or '11-Septembre'."""
    kinds, start, end = line.kinds, moment.start, moment.end
    if moment.day is None:
        return in_time_element and _is_hour(moment, line)
    if moment.clock or moment.instant:
        return True
    if moment.name == "day":
        if kinds[start] in "Wvm" or kinds[start - 1 : start] == "l":
            return True
        return in_time_element and (kinds[start + 1] == "/" or len("".join(line.tokens[start:end])) == 5)
    if moment.name == "yearless":
        return in_time_element or "-" not in kinds[start:end]
    if moment.name == "weekday":
        return in_time_element or kinds[start] == "W" or end - start > 2
    return in_time_element or kinds[start:end] != "y"


def _is_hour(moment: Moment, line: Line) -> bool:
    """Whether a time alone is an hour, as '17h17' and '09:42', and not a duration, as '1:54'."""
    before = line.kinds[: moment.start].rstrip("la")
    short = line.kinds[moment.start + 1 : moment.start + 2] == ":" and len(line.tokens[moment.start]) == 1
    return not short and (not before or before[-1] == "|")


def _alone(moment: Moment, line: Line) -> bool:
    """Whether nothing stands around, up to the next mark, but an article, a place before, an author after."""
    before = line.kinds[: moment.start]
    openings = [_OPENS]
    if moment.name not in ("month", "year", "period"):
        openings.append(_OPENS_DAY)
    if moment.name in ("month", "yearless"):
        openings.append(_OPENS_ISSUE)
    if not any(opening.search(before) for opening in openings) and not _place_before(before, line):
        return False
    return _CLOSES.match(line.kinds, moment.end) is not None


def _place_before(before: str, line: Line) -> bool:
    """Whether only capital words, as of a place or an agency, stand between the last mark and a comma."""
    match = _PLACE.search(before)
    return match is not None and all(
        line.capital(at) for at in range(match.start(), match.end()) if line.kinds[at] == "x"
    )


def _spoken_of(moment: Moment, line: Line) -> bool:
    """Whether words around a full date make it a sentence's, a name's or a version's."""
    kinds, start, end = line.kinds, moment.start, moment.end
    if kinds[start:end] == "d.d.d" and kinds[:start].rstrip(".")[-1:] in ("x", "N"):  # version 3.10.20
        return True
    return _sentence_after(line, end) or (start > 0 and _sentence_before(line, start, end))


def _sentence_after(line: Line, end: int) -> bool:
    """'le 3 mars 2020, la Chine', 'le 3 mars 2020 à Lyon', but not '3 mars 2020 dans Sport'."""
    after = end + (line.kinds[end : end + 1] == ",")
    if after >= len(line.kinds) or line.kinds[after] not in "xlKkaeDFEO" or line.capital(after):
        return False
    if line.kinds[after] == "F" and after + 1 < len(line.kinds) and line.capital(after + 1):
        return False
    return not line.text.islower()


def _sentence_before(line: Line, start: int, end: int) -> bool:
    """'signé le 3 mars 2020', 'attentats du 3 mars 2020', but not 'Paris, le 3 mars 2020' or 'édition du'."""
    kinds = line.kinds
    before = len(kinds[:start].rstrip("lK"))
    if before == 0:
        return False
    previous = kinds[before - 1]
    if previous == "D":
        before = len(kinds[: before - 1].rstrip("lkdynD-"))
        if before > 1 and line.tokens[before - 1] in ("n", "no") and kinds[before - 2] == "x":
            before -= 1  # loi n° 12 du
        if before == 0 or kinds[before - 1] in "N|.,:()/up":
            return re.match(r"d-[MGS]", kinds[start:end]) is not None  # du 8-Mai-1945
        noun = kinds[before - 1]
        return noun == "U" or (noun == "x" and (before == 1 or not line.capital(before - 1)))
    if previous in "OEFepu":
        return True
    if previous != "x" or before == start:
        return False
    if before == 1 and line.words(0, 1).endswith(("é", "ée", "és", "ées")):  # Signé le
        return True
    clause = max(kinds.rfind(mark, 0, before) for mark in "|.:,()/C") + 1
    return not all(line.capital(at) for at in range(clause, before) if kinds[at] == "x")
