"""What the client's form holds: read from the request, kept as a draft, drawn again as it was."""

from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from relay.domain.errors import InvalidError
from relay.domain.words import clean_text
from relay.text.tapping import Answer, Tap, known_tap
from relay.vocabulary import Kind, Outcome

OUTCOMES = {
    Outcome.ADVANCED: "We\u2019d like to see them again",
    Outcome.OFFER: "We want to make an offer",
    Outcome.REJECTED: "Not this time",
    Outcome.ON_HOLD: "Not decided yet",
}
WORDS = {Kind.STRENGTH: "good_words", Kind.IMPROVEMENT: "work_words"}
LONGEST = 5_000
MOST_TAPS = 60


@dataclass(slots=True)
class Sheet:
    """What somebody filled in. `more` answers `question`, which followed an answer that said too little. `errors` stand beside their fields; nothing is stored while there are any."""

    outcome: str = ""
    taps: tuple[str, ...] = ()
    private: frozenset[str] = frozenset()
    good_words: str = ""
    work_words: str = ""
    more: str = ""
    question: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def draft(self) -> dict[str, Any]:
        """The fields as they are kept."""
        return {
            "outcome": self.outcome,
            "taps": list(self.taps),
            "private": sorted(self.private),
            "good_words": self.good_words,
            "work_words": self.work_words,
            "more": self.more,
            "question": self.question,
        }

    def check(self) -> None:
        """Note what keeps it from being sent."""
        if self.outcome not in OUTCOMES:
            self.errors["outcome"] = "Choose what you decided. \u201cNot decided yet\u201d is an answer too."
        for name in (*WORDS.values(), "more"):
            try:
                clean_text(name, getattr(self, name), longest=LONGEST, required=False)
            except InvalidError as error:
                self.errors[name] = error.message
        said = self.good_words.strip() or self.work_words.strip() or self.chosen
        if not self.errors and not said:
            self.errors["good"] = (
                "Tap at least one thing, or write a sentence. If nothing will come, say so below."
            )

    @property
    def chosen(self) -> tuple[Tap, ...]:
        """The phrases that were tapped."""
        return tuple(tap for tap in map(known_tap, self.taps) if tap is not None)

    @property
    def answer(self) -> Answer:
        """What is said, for the note. Raises ValueError for an outcome that is none."""
        return Answer(
            outcome=Outcome(self.outcome),
            good=tuple(tap.id for tap in self.chosen if tap.kind is Kind.STRENGTH),
            work=tuple(tap.id for tap in self.chosen if tap.kind is Kind.IMPROVEMENT),
            good_words=self.good_words,
            work_words="\n".join(words for words in (self.work_words.strip(), self.more.strip()) if words),
            private=self.private,
        )


def sheet_of(values: "MultiDict[str, str]", kept: dict[str, Any] | None) -> Sheet:
    """The form of a request, as it came: of what can be tapped only what there is to tap.

    `kept` is what stands of an earlier one: the question that followed it, and its answer where this form has no field for it.
    """
    before = sheet_from(kept)
    taps = tuple(tap for tap in dict.fromkeys(values.getlist("tap")) if known_tap(tap))[:MOST_TAPS]
    outcome = values.get("outcome", "")
    return Sheet(
        outcome=outcome if outcome in OUTCOMES else "",
        taps=taps,
        private=frozenset(values.getlist("private")) & {*taps, *WORDS.values()},
        good_words=values.get("good_words", ""),
        work_words=values.get("work_words", ""),
        more=values.get("more", before.more),
        question=before.question,
    )


def sheet_from(draft: dict[str, Any] | None) -> Sheet:
    """A form as it was kept."""
    kept = draft or {}
    return Sheet(
        outcome=kept.get("outcome", ""),
        taps=tuple(kept.get("taps", ())),
        private=frozenset(kept.get("private", ())),
        good_words=kept.get("good_words", ""),
        work_words=kept.get("work_words", ""),
        more=kept.get("more", ""),
        question=kept.get("question", ""),
    )
