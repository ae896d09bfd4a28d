"""An excerpt: an entry as a list shows it, with what was searched for marked, and cut where it is long."""

from dataclasses import dataclass

from relay.domain.folding import find_runs, sought_words

LONGEST = 420
BEFORE = 120


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Pieces of a text in order, each with whether it was searched for; and whether something was left off at either end."""

    pieces: tuple[tuple[str, bool], ...]
    begins_later: bool
    ends_earlier: bool

    @property
    def whole(self) -> bool:
        """Whether all of the text is here."""
        return not (self.begins_later or self.ends_earlier)


def excerpt(text: str, words: str = "") -> Excerpt:
    """The text around the first of `words` that stands in it, cut between its own words."""
    runs = find_runs(text, sought_words(words))
    first = runs[0][0] if runs else 0
    start = (
        0 if len(text) <= LONGEST or first <= LONGEST - BEFORE else after_space(text, first - BEFORE, first)
    )
    end = len(text) if len(text) - start <= LONGEST else before_space(text, start + LONGEST)
    pieces: list[tuple[str, bool]] = []
    place = start
    for run_start, run_end in runs:
        if run_start >= end:
            break
        last = min(run_end, end)
        pieces += [(text[place:run_start], False), (text[run_start:last], True)]
        place = last
    pieces.append((text[place:end], False))
    return Excerpt(tuple(piece for piece in pieces if piece[0]), start > 0, end < len(text))


def after_space(text: str, place: int, latest: int) -> int:
    """Where the next word begins, at `latest` at the latest."""
    space = text.find(" ", place, latest)
    return space + 1 if space >= 0 else place


def before_space(text: str, place: int) -> int:
    """Where the last whole word ends, unless it began long before."""
    space = text.rfind(" ", place - BEFORE, place)
    return space if space >= 0 else place
