"""Find a hidden run in other words: its own words in order, their stems, typing slips of them, cousins and synonyms.

Words are weighed by how telling they are: "team" gives no run away, "dispatch" does. Words that the points themselves tell
count for nothing: the run "not as strong on SQL as the other one" must not forbid SQL to a point about SQL. The runs are
indexed once for a message, so that the time is linear in the note and in the message.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from relay.text.lexicon import listed
from relay.text.shapes import About, Hidden
from relay.text.stem import carries, content, stem, words_in
from relay.text.telling import families, weight
from relay.vocabulary import Reason

RUN_OF_WORDS = 4
LONG_WORD = 6
# A run is given away by half of what it tells, or by two telling words of a longer one.
HALF = 0.5
LEAST = 0.75
PLENTY = 1.7
HINT = 0.5
ALIKE = 0.8
# A word that stands in more runs than this is looked for in the first of them: to find one of them is enough.
MOST_RUNS = 64

Slot = tuple[int, int, float]


class Index:
    """The hidden runs of a note, ready to be looked for in one sentence after another."""

    def __init__(self, hidden: Sequence[Hidden], about: About, shared: str) -> None:
        told = f"{shared} {about.role} {about.client} {about.stage} {about.candidate}"
        free = words_in(told)
        self.free = set(content(told))
        # "last gaffer" may be told as "last boss"
        alike = [families([word], "alike") for word in free]
        named = dict.fromkeys(name for names in alike for name in names)
        plain = ([n if n in names else w for w, names in zip(free, alike, strict=True)] for n in named)
        self.free_families = frozenset(families(free)).union(*(families(words) for words in plain))
        self.free_runs = {tuple(free[at : at + n]) for n in (2, 3, 4) for at in range(len(free) - n + 1)}
        self.hidden = list({(run.words, run.reason): run for run in reversed(hidden)}.values())
        self.slots: defaultdict[str, list[Slot]] = defaultdict(list)
        self.in_order: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        self.of_family: defaultdict[str, list[int]] = defaultdict(list)
        self.totals: list[float] = []
        for number, run in enumerate(self.hidden):
            self._add(number, run)

    def _add(self, number: int, run: Hidden) -> None:
        words = words_in(run.words)
        telling = [w for w in dict.fromkeys(words) if self._counts(w)]
        self.totals.append(sum(weight(stem(w)) for w in telling))
        for place, word in enumerate(telling):
            worth = weight(stem(word))
            for key in (stem(word), *_slips(stem(word))):
                self._put(key, (number, place, worth))
            for name in families([word], "alike"):
                self._put(f"~{name}", (number, place, worth * ALIKE))
        for name in families(words):
            if name not in self.free_families and len(self.of_family[name]) < MOST_RUNS:
                self.of_family[name].append(number)
        size = min(RUN_OF_WORDS, len(words))
        for at in range(len(words) - size + 1 if size > 1 else 0):
            part = tuple(words[at : at + size])
            told = sum(w not in listed("stop") for w in part) > 1 and part not in self.free_runs
            if told and len(self.in_order[part]) < MOST_RUNS and number not in self.in_order[part][-1:]:
                self.in_order[part].append(number)

    def _put(self, key: str, slot: Slot) -> None:
        if len(self.slots[key]) < MOST_RUNS:
            self.slots[key].append(slot)

    def _counts(self, word: str) -> bool:
        return carries(word) and stem(word) not in self.free

    def given_away(self, text: str, wary: bool = False) -> Iterator[Hidden]:
        """Yield each hidden run that `text` gives away.

        `wary` is for a text that stands on no point: there one telling word of a run is enough.
        """
        if not self.hidden:
            return
        words = words_in(text)
        for number in sorted(
            self._in_order(words) | self._cousins(words) | self._by_weight(words, HINT if wary else 0),
            reverse=True,
        ):
            yield self.hidden[number]

    def _in_order(self, words: list[str]) -> set[int]:
        sizes = range(2, RUN_OF_WORDS + 1)
        return {
            number
            for n in sizes
            for at in range(len(words) - n + 1)
            for number in self.in_order.get(tuple(words[at : at + n]), ())
        }

    def _cousins(self, words: list[str]) -> set[int]:
        return {number for name in families(words) for number in self.of_family.get(name, ())}

    def _by_weight(self, words: list[str], hint: float) -> set[int]:
        found: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for word in dict.fromkeys(words):
            if not self._counts(word):
                continue
            keys = (stem(word), *_slips(stem(word)), *(f"~{name}" for name in families([word], "alike")))
            for key in keys:
                for number, place, worth in self.slots.get(key, ()):
                    found[number][place] = max(worth, found[number].get(place, 0.0))
        return {
            number for number, places in found.items() if self._enough(number, list(places.values()), hint)
        }

    def _enough(self, number: int, found: list[float], hint: float) -> bool:
        whole, told = self.totals[number], sum(found)
        if self.hidden[number].reason is Reason.CONTACT_DETAIL:
            return told >= 0.99 * whole
        if (told >= LEAST and told >= HALF * whole) or told >= hint > 0:
            return True
        return told >= PLENTY and len(found) > 1


@lru_cache(maxsize=4096)
def _slips(word: str) -> tuple[str, ...]:
    """Return `word` with each one of its letters left out: two words a slip apart share one of these."""
    if len(word) < LONG_WORD or word.isdigit():
        return ()
    return (f"?{word}", *dict.fromkeys(f"?{word[:at]}{word[at + 1 :]}" for at in range(1, len(word))))
