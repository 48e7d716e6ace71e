"""What is known of French words: stems, words that say the same, words that may go unsaid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path

_ENDINGS = {
    "issement": 3, "issante": 3, "issaient": 3, "issait": 3, "issant": 3, "issent": 3, "eraient": 3,
    "iraient": 3, "erait": 3, "irait": 3, "eront": 3, "iront": 3, "ation": 4, "ement": 5, "erent": 3,
    "irent": 3, "aient": 3, "ante": 3, "ant": 3, "ait": 3, "age": 5, "era": 3, "ira": 3, "ent": 4, "ees": 3,
    "ee": 3, "er": 3, "ez": 3, "ie": 4, "it": 4, "ir": 3, "a": 4, "e": 3, "i": 3,
}  # fmt: skip
"""What regular words end in, and how many letters must stand before it."""
_RE_VERB = ("raient", "aient", "rait", "ront", "ant", "ent", "ait", "ra", "re", "ue", "it", "u", "")
DETERMINERS = frozenset(
    {"le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "ce", "cet", "cette", "ces"}
    | {"son", "sa", "ses", "leur", "leurs"}
)


def _stripped(word: str) -> str:
    """A regular word without its plural, feminine, verb or noun-of-action ending."""
    if len(word) > 5 and word.endswith("aux"):
        word = word[:-3] + "al"
    elif len(word) > 5 and word.endswith(("ais", "ois")):  # français, française
        return word
    elif len(word) > 3 and word[-1] in "sx" and word[-2:] != "ss":
        word = word[:-1]
    if len(word) < 4:
        return word
    if word.endswith("if"):  # consecutif, consecutive
        return word[:-1] + "v"
    if word.endswith("eu"):  # heureux, heureuse
        return word + "s"
    for ending in _RE_VERB if "d" in word else ():  # vendre, vendent, vendu
        if word.endswith("d" + ending) and len(word) - len(ending) > 3 and ending:
            return word[: -len(ending)]
    for length in range(8, 0, -1):
        if len(word) - length >= _ENDINGS.get(word[-length:], 99):
            word = word[:-length]
            break
    if word.endswith("ge"):  # échangeait
        word = word[:-1]
    if len(word) > 6 and word.endswith("ag"):  # endommager, endommagé
        word = word[:-2]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] in "lnst":  # italienne, italien
        word = word[:-1]
    return word


def _read() -> dict[str, list[list[str]]]:
    sections: dict[str, list[list[str]]] = defaultdict(list)
    for line in Path(__file__).with_name("lexicon.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = sections[line.strip("[]")]
        elif line and not line.startswith("#"):
            current += [group.split() for group in line.split(";")]
    return sections


_SECTIONS = _read()


def _paradigms() -> Iterator[list[str]]:
    """The forms of each irregular word, its infinitive first."""
    for line in _SECTIONS["forms"]:
        words = [word.lstrip("-") for word in line if word[0] != "+"]
        if not line[0].startswith("-"):
            yield words
        for word in line:
            if word[0] == "+":
                yield [word[1:] + each for each in words]


_STEMS = {word + end: word for line in _SECTIONS["fixed"] for word in line for end in ("", "s")}
IRREGULAR = frozenset(words[0] for words in _paradigms())
"""The words that head a line of forms: the infinitives of irregular verbs among them."""
for _words in _paradigms():
    _STEMS |= dict.fromkeys(_words, _stripped(_words[0]))


@lru_cache(1 << 15)
def stem(word: str) -> str:
    """The stem of a word in lower case without accents; irregular forms have that of their infinitive."""
    return _STEMS.get(word) or (word.endswith("s") and _STEMS.get(word[:-1])) or _stripped(word)


def section(name: str) -> frozenset[str]:
    """The stems of the words in a section of the lexicon."""
    return frozenset(stem(word) for line in _SECTIONS[name] for word in line)


_NONE: frozenset[str] = frozenset()
_ONE_GROUP = ("silent", "filler", "governing", "doubting")  # sections whose lines are not groups of their own
_UNBROKEN = ("silent", "filler", "doubting", "strict")  # nothing may stand inside the phrases of these
_SKIPPED = frozenset(map(stem, ("le", "un", "de", "ce", "son", "leur", "avoir", "etre", "egalement")))
_WORDS = defaultdict[str, frozenset[str]](frozenset)
"""The groups of single words, by their stem; by '=' and itself for a word that is silent as it stands."""
_PHRASES: dict[tuple[str, ...], frozenset[str]] = {}
"""The groups of phrases, by their stems; what a phrase begins with is here too, without any."""
_BEGUN = defaultdict[str, frozenset[str]](frozenset)
_WITHIN = defaultdict[str, set[frozenset[str]]](set)


def _enter(entry: str, group: str) -> None:
    """Put a word or phrase into a group."""
    stems = tuple(map(stem, entry.split("_")))
    if len(stems) == 1:
        as_it_is = group in ("silent", "filler") and entry not in _STEMS and not entry.endswith("er")
        _WORDS["=" + entry if as_it_is else stems[0]] |= {group}
        return
    for end in range(1, len(stems)):
        _PHRASES.setdefault(stems[:end], _NONE)
    _PHRASES[stems] = _PHRASES.get(stems, _NONE) | {group}
    _BEGUN[stems[0]] |= {group}
    together = frozenset(stems)
    for each in together:
        _WITHIN[each].add(together)


for _name in (*_ONE_GROUP, "strict", "same", "countries", "capitals", "names"):
    for _number, _line in enumerate(_SECTIONS[_name]):
        for _entry in _line:
            _enter(_entry, _name if _name in _ONE_GROUP else f"{_name}{_number}")


def groups(word_stem: str) -> frozenset[str]:
    """The groups that a word's stem is in: 'silent', 'filler', 'governing', 'strict3', 'same12', 'names2'."""
    return _WORDS.get(word_stem, _NONE)


@lru_cache(1 << 15)
def light(word: str) -> str:
    """'silent' or 'filler' for a word without which a sentence tells the same, else ''.

    The word is in lower case, without accents.
    """
    found = groups("=" + word) | groups(stem(word))
    return "silent" if "silent" in found else "filler" if "filler" in found else ""


@lru_cache(1 << 15)
def tells(word_stem: str) -> frozenset[str]:
    """The groups that a text with a word of that stem may tell by it: its own and those of its phrases."""
    return groups(word_stem) | _BEGUN.get(word_stem, _NONE)


def in_phrase(word_stem: str, stems: AbstractSet[str]) -> bool:
    """Whether a text that has these stems may have a known phrase with the word of `word_stem`."""
    return any(phrase <= stems for phrase in _WITHIN.get(word_stem, ()))


def phrase(stems: Sequence[str], start: int) -> tuple[int, frozenset[str], list[int]]:
    """The longest known phrase that begins at `start`: its end (or `start`), its groups, and nations in it.

    Articles, possessives and auxiliaries may stand inside most phrases, and so may the name of a nation:
    those are given back ('ministre polonais de la Défense').
    """
    if stems[start] not in _BEGUN:
        return start, _NONE, []
    end, found, within = start, _NONE, list[int]()
    reached: list[tuple[tuple[str, ...], list[int] | None]] = [((stems[start],), None)]
    nations = "silent" not in groups(stems[start])
    for position in range(start + 1, len(stems)):
        word = stems[position]
        following = [(longer, inside) for path, inside in reached if (longer := (*path, word)) in _PHRASES]
        if word in _SKIPPED:
            following += [(path, inside or []) for path, inside in reached]
        elif nations and any(group.startswith("countries") for group in groups(word)):
            following += [(path, [*(inside or []), position]) for path, inside in reached]
        if not following:
            break
        reached = following
        for path, inside in reached:
            known = _PHRASES[path] if path[-1] == word else _NONE
            if known and (inside is None or not all(group.startswith(_UNBROKEN) for group in known)):
                found = known | (found if end == position + 1 else _NONE)
                end, within = position + 1, inside or []
    return end, found, within
