"""The time of day, and the numbers, that tokens print."""

from __future__ import annotations

from datetime import time

from newsbot.dates.grammar import Clock, Line
from newsbot.dates.lexicon import value


def clock_of(line: Line, place: Clock, part: int) -> time | None:
    """The time of day that tokens print, None where no clock shows it. '24h' is 0h: of the next day.

    `part` is the token that may name the part of the day before the time: 'hier soir à 9 h'.
    """
    tokens, kinds = line.tokens[place.start : place.stop], line.kinds[place.start : place.stop]
    printed = [value(tokens[0])] if kinds[0] == "X" else numbers(tokens, kinds)
    hour = printed[0]
    minute = printed[1] if len(printed) > 1 else 30 if "V" in kinds else 15 if "w" in kinds else 0
    second = printed[2] if len(printed) > 2 else 0
    if "B" in kinds:  # moins le quart
        hour, minute = hour - 1, 60 - minute
    half = place.half or part
    if half and line.kinds[half] in "PQ":
        if hour == 12 and line.kinds[half] == "Q":
            hour = 0
        hour += value(line.tokens[half]) if hour < 12 else 0
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute, second) if 0 <= hour < 24 and minute < 60 and second < 60 else None


def numbers(tokens: list[str], kinds: str) -> list[int]:
    """The numbers among the tokens; words that make one number together count as one."""
    if "k" not in kinds and "S" not in kinds:
        return [int(token) for token in tokens if token.isdigit()]
    found: list[int] = []
    for index, letter in enumerate(kinds):
        if letter in "dy":
            found.append(int(tokens[index]))
        elif letter in "kS":
            if index and kinds[index - 1] in "kE-" and "k" in kinds[max(0, index - 2) : index]:
                found[-1] += value(tokens[index])
            else:
                found.append(value(tokens[index]))
    return found
