"""Mark every word of a note: what it belongs to, where a run begins, what it is about.

Two encoders look at each note, and their scores are averaged: what one has wrong by the accident of its training the other
mostly has not. Both are all-MiniLM-L6-v2 (Wang et al., 2020, "MiniLM"), trained on by `training/tagger/` to tag words, in the
ONNX form with eight-bit weights; only the order and mixing of what they learnt from differ. They read forms of `plain.py`,
never a name, and answer with chances; what follows from them is decided elsewhere, where it can be read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from threading import Lock

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from relay.text.plain import Word
from relay.text.wordpiece import encode, pieces
from relay.vocabulary import Competency, Outcome, Reason

Numbers = NDArray[np.float32]

KINDS = ("neutral", "strength", "improvement", "withhold", "outcome")
COMPETENCIES = tuple(Competency)
REASONS = tuple(Reason)
OUTCOMES = tuple(Outcome)
WIDTHS = (len(KINDS), 1, len(COMPETENCIES), len(REASONS), 1)
# Most notes fit whole. A longer one is read in windows of so many of the encoder's pieces, which overlap by so many words: each
# word is taken from where it has the most around it.
WINDOW = 320
OVERLAP = 24
ENCODERS = ("first.onnx", "second.onnx")
# A text of more windows than these, some six thousand words, is no note but a paste; the first encoder reads it alone, so that it
# is read while somebody waits.
READ_BY_BOTH = 20


@dataclass(frozen=True, slots=True)
class Tags:
    """What each word of a note was marked as (first axis: words), and the note.

    Chances: `kinds`, words x KINDS; `hide`, words, that the word must not pass as the more careful encoder puts it; `begins`,
    words; `outcome`, OUTCOMES; `vague`, one. Scores, of which a run takes the mean
    before it asks for a chance: `scores`, words x KINDS; `competencies`, words x COMPETENCIES; `reasons`, words x REASONS;
    `specific`, words.
    """

    kinds: Numbers
    hide: Numbers
    begins: Numbers
    scores: Numbers
    competencies: Numbers
    reasons: Numbers
    specific: Numbers
    outcome: Numbers
    vague: float


def tag(words: Sequence[Word]) -> Tags:
    """Return the chances for each of `words`; linear in their number."""
    forms = [word.form for word in words]
    cut = list(windows([len(pieces(form)) for form in forms]))
    encoders = ENCODERS if len(cut) <= READ_BY_BOTH else ENCODERS[:1]
    rows = np.zeros((len(encoders), len(words), sum(WIDTHS)), dtype=np.float32)
    nearest = np.full(len(words), -1)
    whole: list[Numbers] = []
    for start, end in cut:
        looks = [look(encoder, forms[start:end]) for encoder in encoders]
        inside = depth(start, end, len(words))
        better = inside > nearest[start:end]
        rows[:, start:end][:, better] = np.stack([scores for scores, _ in looks])[:, better]
        nearest[start:end][better] = inside[better]
        whole.append(np.mean([of_note for _, of_note in looks], axis=0))
    note = np.mean(whole, axis=0) if whole else np.zeros(len(OUTCOMES) + 1, dtype=np.float32)
    kinds, begins, competencies, reasons, specific = np.split(rows.mean(0), np.cumsum(WIDTHS)[:-1], axis=1)
    return Tags(
        softmax(kinds),
        softmax(rows[:, :, : len(KINDS)])[:, :, KINDS.index("withhold")].max(0),
        sigmoid(begins[:, 0]),
        kinds,
        competencies,
        reasons,
        specific[:, 0],
        softmax(note[: len(OUTCOMES)]),
        float(sigmoid(note[len(OUTCOMES)])),
    )


def windows(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of overlapping windows over words of so many pieces each; one that holds them all where it can."""
    start = 0
    while start < len(sizes):
        end, held = start, 0
        while end < len(sizes) and (held + sizes[end] <= WINDOW or end == start):
            held += sizes[end]
            end += 1
        yield start, end
        if end == len(sizes):
            return
        start = max(start + 1, end - OVERLAP)


def depth(start: int, end: int, size: int) -> NDArray[np.int64]:
    """Return how far each word of a window stands from an edge that cuts the note."""
    before = np.arange(end - start) + (size if start == 0 else 0)
    after = np.arange(end - start)[::-1] + (size if end == size else 0)
    return np.minimum(before, after)


def look(encoder: str, forms: list[str]) -> tuple[Numbers, Numbers]:
    """Return the raw scores of one window by one encoder: words x answers, and of the note."""
    ids, first = encode(forms)
    by_token, note = loaded(encoder).run(None, {"ids": np.array([ids], dtype=np.int64)})
    return by_token[0][first], note[0]


_loading = Lock()


def loaded(encoder: str) -> onnxruntime.InferenceSession:
    """Return an encoder, loaded once in a process."""
    with _loading:
        return _load(encoder)


@cache
def _load(encoder: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # One thread a note: a worker reads many notes at once, and a pool in each would only make them wait for each other.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    made = resources.files("relay.text").joinpath("model", encoder).read_bytes()
    return onnxruntime.InferenceSession(made, options, providers=["CPUExecutionProvider"])


def softmax(scores: Numbers) -> Numbers:
    """Return chances over the last axis."""
    risen = np.exp(scores - scores.max(axis=-1, keepdims=True)) if scores.size else scores
    return risen / risen.sum(axis=-1, keepdims=True) if scores.size else scores


def sigmoid(scores: Numbers) -> Numbers:
    """Return the chance of yes."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), dtype=np.float32)
