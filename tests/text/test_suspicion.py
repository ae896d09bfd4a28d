"""Words that hint at something to hide make the words of a point unfit to be told; the everyday words of a trade do not."""

import time

import pytest

from relay.text.permit import suspicions
from relay.text.screen import by_pattern, cut_rules
from relay.vocabulary import Reason

HINTS = {
    Reason.PROTECTED_CHARACTERISTIC: [
        "she spoke openly about her depression", "he was open about the PTSD after the crash", "mentioned that he's dyslexic",
        "told us she's expecting", "with three little ones at home", "a job for a younger back", "no spring chicken",
        "not long term, is he", "very well spoken for where she's from", "in that thick accent", "a Polish lad",
        "wears a hijab", "needs Fridays off for prayers", "he and his husband", "a bit camp for our regulars",
        "been a shop steward and took them to tribunal", "pleased she'd been a steward herself once", "helps our numbers",
        "nice to see one of them doing well", "at fifty-nine he won't stay", "your accent was no trouble", "looks about twelve",
    ],
    Reason.PERSONAL_REMARK: [
        "voice like a foghorn", "smelt of mothballs", "a bit of an oddball", "thick as two short planks", "poor love",
        "easy on the eye", "could lose a few pounds before the fitting", "bless him", "an arrogant little man",
    ],
    Reason.OTHER_CANDIDATE: [
        "the best we've had in three rounds", "not a patch on the girl we saw on Monday", "third of five", "pipped by a colleague of ours",
        "a close second", "the other candidate had run a depot", "someone who'd already done it", "Quieter, cleaner on the paperwork",
        "better than the rest", "our second choice", "compared with the lad from Leeds", "our own deputy has applied as well",
    ],
    Reason.CLIENT_CONFIDENTIAL: [
        "which we're covering with agency we can't afford", "we could stretch to 48k", "headcount is frozen", "not announced yet",
        "the board is split on this", "he's being managed out", "we lost the council contract", "the owner's nephew wants it",
    ],
    Reason.THIRD_PARTY: [
        "never off his phone, says his old boss", "a mate of mine worked with him", "word is she walked out", "I gather he was let go",
        "had a look at her Instagram", "her last manager told me she's a star", "rang round and nobody had a good word",
    ],
    Reason.ALLEGATION: [
        "they had the answers on a phone under the desk", "smelt of drink", "pretty sure he fiddled his mileage", "a thief, they say",
        "there's a churning complaint at his present shop", "I suspect it was written for him", "was sacked for stealing from the till",
    ],
    Reason.OFF_RECORD: [
        "don't go selling him anyone else just yet", "keep her warm", "between you and me", "tell him we went internal",
        "off the record", "not for sharing", "just say we had a strong field", "leave that out when you write", "string him along",
    ],
    Reason.CONTACT_DETAIL: [
        "kim@harbour.example", "07700 900123", "ring me on the mobile", "extension 4410", "kim dot lee at harbour dot example",
        "oh seven seven oh oh nine oh oh one two three",
    ],
}  # fmt: skip

NEAR_MISSES = [
    "found the race condition in the queue", "six years on a maternity ward", "knows what a young brand needs",
    "tidied up an old codebase", "set up pregnancy testing in the lab", "led the accessibility work on the checkout",
    "designed the blind test properly", "managed the shop on Union Square", "ran a disabled children's service for the council",
    "worked well with other teams", "margins were better than last year's figures", "had faith in the numbers and said why",
    "wrote the Deaf culture module", "built the age verification step", "carried drink trays without a spill",
    "drug calculations were all correct", "wrote the depression pathway for the clinic", "good police liaison on the child protection case",
    "explained her reasoning step by step", "asked good questions about the team", "could not say how she would handle a late delivery",
    "gave no example of leading people", "knew the regulations on food allergens", "the presentation ran over by ten minutes",
    "strong on fraud detection models", "spoke with conviction", "cited the budget he had managed", "a clear board paper",
    "handled the complaint from the guest calmly", "answered the second of the three questions well",
]  # fmt: skip


def hints_in(words: str) -> list[str]:
    return [
        place.words
        for wordings in (*suspicions().values(), *cut_rules().values())
        for place in wordings.places(words)
    ]


@pytest.mark.parametrize("words", [words for group in HINTS.values() for words in group])
def test_words_that_hint_at_something_to_hide_are_suspected(words: str) -> None:
    assert hints_in(words)


@pytest.mark.parametrize("words", NEAR_MISSES)
def test_the_everyday_words_of_a_trade_are_not_suspected(words: str) -> None:
    assert hints_in(words) == []


def test_every_reason_to_withhold_has_words_of_its_own() -> None:
    assert set(suspicions()) == set(Reason)


def test_curly_quotes_hide_nothing() -> None:
    assert (
        [words.replace("\u2019", "'") for words in hints_in("don\u2019t tell him")]
        == hints_in("don't tell him")
        != []
    )


@pytest.mark.parametrize(
    "words", ["you did it despite your accent", "you spoke of your pregnancy and your husband"]
)
def test_a_hint_is_still_found_once_the_words_are_turned_to_the_candidate(words: str) -> None:
    assert hints_in(words)


@pytest.mark.parametrize(
    ("note", "cut"),
    [
        ("Good on stock, but third of five on the day.", "third of five"),
        ("Strong close, bless him.", "bless him"),
        ("Keep her warm until Friday. Clear answers.", "Keep her warm until Friday"),
        ("Write to kim dot lee at harbour dot example. Clear answers.", "kim dot lee at harbour dot example"),
    ],
)
def test_what_is_certain_is_cut_and_the_words_around_it_are_kept(note: str, cut: str) -> None:
    assert [note[run.start : run.end] for run in by_pattern(note)] == [cut]


@pytest.mark.parametrize(
    "note",
    [
        "she talked like someone who had lived among lenders",
        "we need somebody who can find faults on a control panel",
        "he was better in the second round than the first",
        "held the door for a lady on a frame",
    ],
)
def test_what_is_not_certain_is_never_cut(note: str) -> None:
    assert by_pattern(note) == []


@pytest.mark.parametrize(
    "piece",
    [
        "the ",
        "his old ",
        "one two ",
        "a dot b at c ",
        "1 ",
        "she had ",
        "than the ",
        "x",
        "\u00e9 ",
        "one of our ",
        "put her ",
    ],
)
def test_reading_takes_time_in_proportion_to_the_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        began = time.process_time()
        for wordings in (*suspicions().values(), *cut_rules().values()):
            wordings.places(text)
        return time.process_time() - began

    seconds(100)
    assert seconds(16_000) < 12 * max(seconds(4_000), 0.01)
