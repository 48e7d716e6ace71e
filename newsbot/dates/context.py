"""Which of a line's dates are the line's own, and not what a sentence, a name or an event speaks of."""

from __future__ import annotations

import re

from newsbot.dates.grammar import FULL, Line
from newsbot.dates.moments import Moment

PROSE = 30
"""More unknown words than this make a text prose, whose dates are not the text's own."""

SENTENCE = 8
"""More unknown words than this make a text a sentence, which 'lundi' or 'en mars' is part of."""

_BEFORE_LABEL = re.compile(
    r"""(?:^|[|.:()/+"-]|[dyhoicZXQUHM]\.?,?E?)(?:[Nrfpu]|[xYNpuf]D[rf]?)?$  # date de publication
       |(?:^|[|.:/])[YCLO()-]+,$              # Belga, publié
       |KNa[xY]$                              # cet article a été publié
       |C[^|:()]{1,9}$                        # par Anne Durand, publié""",
    re.VERBOSE,
)
_LABEL_BEFORE = re.compile(r"[pu][:.,|flKDae(]*(?:[CLF][^|.,]{0,8})?[:.,|lKDae(]*$")
_OPENS = re.compile(
    r"""(?:^|[|:)/])[lKDaOe("]*$
       |\.[lKa("]*$
       |(?:^|[|.:/])[YCLO()-]+[,(][lDK]?$     # KIEV (AFP), le""",
    re.VERBOSE,
)
_OPENS_ISSUE = re.compile(r"NDe?l?$")  # édition d'octobre; not: La Dépêche du Midi
_CLOSES = re.compile(r"[,.]*(?:$|[|()/CL]|[rf]?[up])")
_OPENING_HOURS = re.compile(r"\|d[h:]")  # lundi, 9h00 - 17h00
_CREDIT = re.compile(r"\.?\(?z(?![dny])|\.\(Y")  # le 12 mai 2024. © AFP
_SPOKEN_BEFORE = re.compile(
    r"""(?:[Ux]|^Y)N?[lkdynD-]*D[lK]*$       # attentats du 13 novembre 2015
       |[OEFepu][lK]*$                       # depuis le 24 février 2022
       |x(?:[^|.:,()/CL]*[xY])?[lK]+$        # une enquête ouverte à Lyon le 3 mars 2020""",
    re.VERBOSE,
)
_SPOKEN_AFTER = re.compile(r",?(?:[xlKkaeDEO]|F(?!Y))")  # le 24 février 2022, la Russie; not: dans Politique


def heads(line: Line, at: int) -> bool:
    """Whether the label at a token stands like one and not in a sentence: 'un rapport publié le 3 mars'.

    It does when it is first or capital, after a mark, a time or its noun ('date de publication'), after 'par'
    and a name, or of the page itself: 'cet article a été mis à jour'.
    """
    return _BEFORE_LABEL.search(line.kinds, 0, at) is not None or line.capital(at)


def counts(moment: Moment, line: Line, in_time_element: bool) -> bool:
    """Whether a moment is a date of the line itself.

    A full date is, unless a sentence goes on around it. One that leans on the reference must stand alone or
    after its label; a time alone needs a label or a <time> element, a bare '30/09' an article, a weekday or
    that element.
    """
    kinds, start, end, full = line.kinds, moment.start, moment.end, moment.name in FULL
    if line.cut and end >= len(kinds) - 1:
        return False
    if full and end - start == len(kinds):
        return True
    unknown = kinds.count("x") + kinds.count("Y")
    labelled = moment.labelled and (full or _LABEL_BEFORE.search(kinds, 0, start) is not None)
    if unknown > PROSE:
        return labelled and start < 12
    if labelled or full:
        return labelled or not _spoken_of(moment, line)
    issue = moment.name in ("month", "yearless") and _OPENS_ISSUE.search(kinds, 0, start)
    alone = (issue or _OPENS.search(kinds, 0, start)) and _CLOSES.match(kinds, end)
    return bool(alone) and unknown <= SENTENCE and _tells_a_day(moment, line, in_time_element)


def _tells_a_day(moment: Moment, line: Line, in_time_element: bool) -> bool:
    """Whether what stands alone and leans on the reference is a date: not '3/4', 'Jeu' or '11-Septembre'."""
    kinds, start, end = line.kinds, moment.start, moment.end
    if moment.day is None:  # 17h17 and 09:42, not 1:54
        duration = kinds[start : start + 2] == "d:" and len(line.tokens[start]) == 1
        return in_time_element and not duration and kinds[:start].rstrip("la")[-1:] in ("", "|")
    if moment.name == "weekday" and kinds[start - 1 : start] == "l" and kinds[end - 1] != "r":
        return False  # le samedi: every one
    if moment.clock or moment.instant:
        return not _OPENING_HOURS.match(kinds, end)
    if moment.name == "day":
        if kinds[start] in "Wvm" or kinds[start - 1 : start] == "l":
            return True
        return in_time_element and (kinds[start + 1] == "/" or len("".join(line.tokens[start:end])) == 5)
    if moment.precision != "day" and kinds[start - 1 : start] == ".":  # the end of a sentence before
        return False
    if in_time_element:
        return True
    if moment.name == "yearless":
        return "-" not in kinds[start:end]
    return kinds[start] == "W" if moment.name == "weekday" else kinds[start:end] != "y"


def _spoken_of(moment: Moment, line: Line) -> bool:
    """Whether words around a full date make it a sentence's, a name's or a version's."""
    kinds, start, end = line.kinds, moment.start, moment.end
    if not moment.clock and _CREDIT.match(kinds, end):
        return True
    if kinds[start:end] == "d.d.d" and kinds[:start].rstrip(".")[-1:] in ("x", "Y", "N"):  # version 3.10.20
        return True
    goes_on = _SPOKEN_AFTER.match(kinds, end)
    if goes_on and not line.capital(goes_on.end() - 1) and not line.text.islower():
        return True
    if re.match(r"Y[lK]+$", kinds[:start]) and line.words(0, 1).rstrip("es").endswith("é"):  # Signées le
        return True
    return _SPOKEN_BEFORE.search(kinds, 0, start) is not None
