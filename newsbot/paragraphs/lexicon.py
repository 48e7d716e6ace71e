"""What is known of French words: stems, words that say the same, words that may go unsaid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from pathlib import Path

_ENDINGS = {
    "issement": 3, "issante": 3, "issaient": 3, "issait": 3, "issant": 3, "issent": 3, "eraient": 3,
    "iraient": 3, "erait": 3, "irait": 3, "eront": 3, "iront": 3, "ation": 4, "ement": 5, "erent": 3,
    "irent": 3, "aient": 3, "ante": 3, "ant": 3, "ait": 3, "age": 5, "era": 3, "ira": 3, "ent": 4, "ees": 3,
    "ee": 3, "er": 3, "ez": 3, "ie": 4, "it": 4, "ir": 3, "a": 4, "e": 3, "i": 3,
}  # fmt: skip
"""What regular words end in, and how many letters must stand before it."""
_ONE_GROUP = ("silent", "filler", "governing", "doubting")  # sections whose lines are not groups of their own
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


@cache
def _lines() -> dict[str, list[list[str]]]:
    sections: dict[str, list[list[str]]] = {}
    for line in Path(__file__).with_name("lexicon.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current += [group.split() for group in line.split(";")]
    return sections


def _paradigms() -> Iterator[list[str]]:
    """The forms of each irregular word, its infinitive first."""
    for line in _lines()["forms"]:
        words = [word.lstrip("-") for word in line if word[0] != "+"]
        if not line[0].startswith("-"):
            yield words
        for word in line:
            if word[0] == "+":
                yield [word[1:] + each for each in words]


@cache
def _forms() -> dict[str, str]:
    forms = {word + end: word for line in _lines()["fixed"] for word in line for end in ("", "s")}
    for words in _paradigms():
        forms |= dict.fromkeys(words, _stripped(words[0]))
    return forms


@lru_cache(1 << 15)
def stem(word: str) -> str:
    """The stem of a word in lower case without accents; irregular forms have that of their infinitive."""
    forms = _forms()
    return forms.get(word) or (word.endswith("s") and forms.get(word[:-1])) or _stripped(word)


class _Node:
    """A step in the tree of phrases: its word, the next steps, and the groups of the phrase that ends here.

    `loose` phrases may have other words in them.
    """

    __slots__ = ("groups", "loose", "steps", "word")

    def __init__(self, word: str = "") -> None:
        self.word, self.loose = word, False
        self.steps: dict[str, _Node] = {}
        self.groups: set[str] = set()


@cache
def _tree() -> tuple[_Node, dict[str, frozenset[str]]]:
    """The phrases of all sections as a tree, and the groups of single words by their stem."""
    root = _Node()
    words: dict[str, set[str]] = {}
    for section in (*_ONE_GROUP, "strict", "same", "countries", "capitals", "names"):
        for number, line in enumerate(_lines()[section]):
            group = section if section in _ONE_GROUP else f"{section}{number}"
            for entry in line:
                parts = entry.split("_")
                if len(parts) == 1:
                    exact = (
                        group in ("silent", "filler") and entry not in _forms() and not entry.endswith("er")
                    )
                    words.setdefault("=" + entry if exact else stem(entry), set()).add(group)
                    continue
                node = root
                for part in parts:
                    word = stem(part)
                    node = node.steps.get(word) or node.steps.setdefault(word, _Node(word))
                node.groups.add(group)
                node.loose = section in ("governing", "same", "countries", "capitals", "names")
    return root, {word: frozenset(groups) for word, groups in words.items()}


_NONE: frozenset[str] = frozenset()


def groups(word_stem: str) -> frozenset[str]:
    """The groups that a word's stem is in: 'silent', 'filler', 'governing', 'strict3', 'same12', 'names2'."""
    return _tree()[1].get(word_stem, _NONE)


@lru_cache(1 << 15)
def light(word: str) -> str:
    """'silent' or 'filler' for a word without which a sentence tells the same, else ''.

    The word is in lower case, without accents.
    """
    found = _tree()[1].get("=" + word, _NONE) | groups(stem(word))
    return "silent" if "silent" in found else "filler" if "filler" in found else ""


@cache
def irregular() -> frozenset[str]:
    """The words that head a line of forms: the infinitives of irregular verbs among them."""
    return frozenset(words[0] for words in _paradigms())


@cache
def section(name: str) -> frozenset[str]:
    """The stems of the words in a section of the lexicon."""
    return frozenset(stem(word) for line in _lines()[name] for word in line)


@cache
def _phrases() -> tuple[dict[str, set[str]], dict[str, list[frozenset[str]]]]:
    """The groups of the phrases that begin with a stem, and for each stem the phrases that it is in."""
    begun: dict[str, set[str]] = defaultdict(set)
    within: dict[str, list[frozenset[str]]] = defaultdict(list)
    walk: list[tuple[tuple[str, ...], _Node]] = [((), _tree()[0])]
    while walk:
        path, node = walk.pop()
        if node.groups:
            begun[path[0]] |= node.groups
            for step in path:
                within[step].append(frozenset(path))
        walk += [((*path, step), following) for step, following in node.steps.items()]
    return begun, within


@lru_cache(1 << 15)
def tells(word_stem: str) -> frozenset[str]:
    """The groups that a text with a word of that stem may tell by it: its own and those of its phrases."""
    return groups(word_stem).union(_phrases()[0].get(word_stem, ()))


def in_phrase(word_stem: str, stems: AbstractSet[str]) -> bool:
    """Whether a text that has these stems may have a known phrase with the word of `word_stem`."""
    return any(phrase <= stems for phrase in _phrases()[1].get(word_stem, ()))


@cache
def _skipped() -> frozenset[str]:
    return frozenset(map(stem, ("le", "un", "de", "ce", "son", "leur", "avoir", "etre", "egalement")))


def phrase(stems: Sequence[str], start: int) -> tuple[int, frozenset[str], list[int]]:
    """The longest known phrase that begins at `start`: its end (or `start`), its groups, and nations in it.

    Articles, possessives and auxiliaries may stand inside most phrases, and so may the name of a nation:
    those are given back ('ministre polonais de la Défense').
    """
    first = _tree()[0].steps.get(stems[start])
    if first is None:
        return start, _NONE, []
    end, found, within = start, _NONE, list[int]()
    nations = "silent" not in groups(stems[start])
    reached: list[tuple[_Node, list[int] | None]] = [(first, None)]
    for position in range(start + 1, len(stems)):
        word = stems[position]
        following = [(node.steps[word], inside) for node, inside in reached if word in node.steps]
        if word in _skipped():
            following += [(node, inside or []) for node, inside in reached]
        elif nations and any(group.startswith("countries") for group in groups(word)):
            following += [(node, [*(inside or []), position]) for node, inside in reached]
        if not following:
            break
        reached = following
        for node, inside in reached:
            if node.groups and node.word == word and (node.loose or inside is None):
                found = frozenset(node.groups) | (found if end == position + 1 else _NONE)
                end, within = position + 1, inside or []
    return end, found, within
