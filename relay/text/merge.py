"""Join the points of several notes that say the same, so that it is told once, and find those on which the notes disagree.

Two points say the same where they speak the same way of the same competency and share most of what they tell; a point that
another contains goes into the fuller one. Nothing is lost: the told point carries the others along. Where one note praises
what another missed, both stay, and each names the other. Only notes are set against each other, never a note against itself:
one person may well praise and miss something in the same breath.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from relay.text.lexicon import phrases
from relay.text.marks import SCORE_LINE
from relay.text.permit import given_names
from relay.text.pronoun import own_pronoun
from relay.text.shapes import About, Said
from relay.text.stem import content, stem, words_in
from relay.text.tell import word
from relay.text.telling import weight
from relay.text.turned import tenor
from relay.vocabulary import Kind

# An ordinary word still tells a little; a family of words tells as much as a word that is fairly rare.
LEAST_WEIGHT, FAMILY_WEIGHT = 0.25, 0.7
ENOUGH = 0.7
# How much of the smaller point the other must hold: where they share several things, or one alone.
CONTAINED, ONE_THING = 0.7, 0.95
# Points filed under two competencies must be alike from both sides.
ALIKE = 0.8
SAME_MATTER = 0.55
# A point is compared with so many others that share most with it, so that many points take linear time.
COMPARED, SHARED_BY = 8, 64
LONGEST_PHRASE = 3

Tells = Mapping[str, float]


@dataclass(slots=True)
class Group:
    """Points that say the same, in the order they came, and the places of the notes that say it."""

    members: list[Said]
    notes: set[int]
    fullest: Said

    def take(self, point: Said, note: int) -> None:
        """Let one more stand with them."""
        self.members.append(point)
        self.notes.add(note)
        self.fullest = max(self.fullest, point, key=_fullness)


class Shelf:
    """Groups that are found again by what they tell."""

    def __init__(self) -> None:
        self.by_thing: defaultdict[str, list[int]] = defaultdict(list)

    def put(self, tells: Tells, place: int) -> None:
        """Let the group at `place` be found by these things."""
        for thing in tells:
            known = self.by_thing[thing]
            if len(known) < SHARED_BY and place not in known:
                known.append(place)

    def near(self, tells: Tells) -> list[int]:
        """Return the groups that share most with these things, in their own order."""
        shared: Counter[int] = Counter()
        for thing, heavy in tells.items():
            for place in self.by_thing.get(thing, ()):
                shared[place] += round(100 * heavy)
        return sorted(place for place, _ in shared.most_common(COMPARED))


def merge(notes: Sequence[Sequence[Said]], about: About) -> tuple[Said, ...]:
    """Return what the points of these notes tell, each thing once, where it was said first."""
    groups: list[Group] = []
    shelves = {kind: Shelf() for kind in Kind}
    for note, points in enumerate(notes):
        for point in points:
            tells = telling_of(point.words)
            near = shelves[point.kind].near(tells)
            place = next((p for p in near if says_the_same(groups[p].fullest, point)), len(groups))
            if place == len(groups):
                groups.append(Group([], set(), point))
            groups[place].take(point, note)
            shelves[point.kind].put(tells, place)
    own = own_pronoun([point.words for points in notes for point in points])
    return _told([_joined(group, about, own) for group in groups], groups)


def says_the_same(one: Said, other: Said) -> bool:
    """Tell whether two points say the same, or one of them contains the other."""
    if one.kind is not other.kind:
        return False
    if _folded(one.words) == _folded(other.words):
        return True
    tells, others = telling_of(one.words), telling_of(other.words)
    if not tells or not others or _at_odds(one, other):
        return False
    if set(tells) == set(others):
        return True
    together = _shared(tells, others)
    smaller, larger = sorted((sum(tells.values()), sum(others.values())))
    if together < ENOUGH:
        return False
    several = len(set(tells) & set(others)) > 1
    if one.competency is not other.competency:
        return several and together >= ALIKE * larger
    return together >= (CONTAINED if several else ONE_THING) * smaller


def disagree(one: Said, other: Said) -> bool:
    """Tell whether one point praises what the other missed."""
    if one.kind is other.kind or one.competency is not other.competency:
        return False
    matter, others = telling_of(one.words, "matter"), telling_of(other.words, "matter")
    together = _shared(matter, others)
    return together >= ENOUGH and together >= SAME_MATTER * min(sum(matter.values()), sum(others.values()))


def _joined(group: Group, about: About, own: str) -> Said:
    """Return the fullest member that can be told in its own words, carrying the others."""
    if len(group.members) == 1:
        return group.members[0]
    best = sorted(group.members, key=_fullness, reverse=True)[:COMPARED]
    told = (point for point in best if word(point, about, own).form in ("whole", "bit", "more"))
    lead = next(told, best[0])
    return replace(lead, joined=tuple(point for point in group.members if point is not lead))


def _told(told: Sequence[Said], groups: Sequence[Group]) -> tuple[Said, ...]:
    """Return the points with those named that other notes say the opposite of."""
    praise = Shelf()
    against: defaultdict[int, list[int]] = defaultdict(list)
    for place, point in enumerate(told):
        if point.kind is Kind.STRENGTH:
            praise.put(telling_of(point.words, "matter"), place)
    for place, point in enumerate(told):
        if point.kind is not Kind.IMPROVEMENT:
            continue
        for other in praise.near(telling_of(point.words, "matter")):
            if not groups[place].notes & groups[other].notes and disagree(point, told[other]):
                against[place].append(other)
                against[other].append(place)
    return tuple(
        replace(point, against=tuple(told[other].key for other in against[place]))
        for place, point in enumerate(told)
    )


def _at_odds(one: Said, other: Said) -> bool:
    """Tell whether two points of one kind speak of the same thing in opposite ways: too much of it, and too little."""
    excess = [bool(_excess().search(point.words)) for point in (one, other)]
    if one.kind is Kind.IMPROVEMENT:
        return excess[0] != excess[1]
    meant, others = tenor(one.words), tenor(other.words)
    return bool(meant.denied & others.affirmed or meant.affirmed & others.denied)


def _fullness(point: Said) -> tuple[bool, float]:
    return point.specific, sum(telling_of(point.words).values())


def _shared(tells: Tells, others: Tells) -> float:
    return sum(heavy for thing, heavy in tells.items() if thing in others)


def _folded(words: str) -> str:
    return " ".join(words.lower().split())


@lru_cache(maxsize=4096)
def telling_of(words: str, book: str = "alike") -> Tells:
    """Return what `words` tell of, each thing with its weight: a family of like words, or the stem of a word of its own."""
    matter = _without_mark(words)
    kept = set(content(matter)) - _slight()
    return {
        thing: _weight(thing)
        for thing in _things([stem(w) for w in words_in(matter)], book)
        if thing.isupper() or thing in kept
    }


def _without_mark(words: str) -> str:
    """Return a line of a scorecard without its mark: two areas with four out of five each are not one."""
    line = SCORE_LINE.fullmatch(" ".join(words.split()))
    return f"{line['area']} {line['remark']}" if line else words


def _weight(thing: str) -> float:
    """Return how much a thing tells: a family's name stands in capitals."""
    if thing.isupper():
        return LEAST_WEIGHT if thing.lower() in phrases("merge")["usual"] else FAMILY_WEIGHT
    return max(LEAST_WEIGHT, weight(thing))


def _things(stems: Sequence[str], book: str) -> Iterator[str]:
    """Yield the families of the words and phrases, the longest first, in capitals, and the stems of no family."""
    known, at = _families(book), 0
    while at < len(stems):
        for size in range(LONGEST_PHRASE, 0, -1):
            family = known.get(tuple(stems[at : at + size]))
            if family and at + size <= len(stems):
                yield family
                break
        else:
            yield stems[at]
            size = 1
        at += size


@cache
def _families(book: str) -> dict[tuple[str, ...], str]:
    """Return the family of each word or phrase, by its stems; those of the book "matter" go before the others."""
    names = dict.fromkeys(("usual", "alike", book))
    return {
        tuple(stem(part) for part in entry.split("_")): name.upper()
        for section in names
        for name, entries in phrases("merge")[section].items()
        for entry in entries.split()
    }


@cache
def _slight() -> frozenset[str]:
    return frozenset(map(stem, (*phrases("merge")["slight"].split(), *given_names())))


@cache
def _excess() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{phrases('merge')['excess']['signs']})\b", re.IGNORECASE)
