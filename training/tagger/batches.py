"""Words into token ids with one label row per word: the first token of a word carries its labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from relay.text.wordpiece import encode
from training.tagger.examples import Example

LONGEST = 384
PAD = 0


@dataclass(slots=True)
class Batch:
    """Tensors of one step; labels are -1 where a token carries none."""

    ids: torch.Tensor
    mask: torch.Tensor
    labels: dict[str, torch.Tensor]
    outcome: torch.Tensor
    vague: torch.Tensor
    spans: torch.Tensor
    span_labels: dict[str, torch.Tensor]


def batches(examples: Sequence[Example], tokens: int) -> Iterator[Batch]:
    """Batches of about so many tokens each, of texts of about one length."""
    rows = [(encode(e.forms), e) for e in examples if e.forms]
    rows = [row for row in rows if len(row[0][0]) > 2]
    group: list = []
    for row in sorted(rows, key=lambda r: len(r[0][0])):
        width = rounded(len(row[0][0]))
        if group and width * (len(group) + 1) > tokens:
            yield stack(group)
            group = []
        group.append(row)
    if group:
        yield stack(group)


def rounded(length: int) -> int:
    """The next multiple of sixteen: few different shapes, for each of which the machine prepares once."""
    return min(LONGEST, -(-length // 16) * 16)


def stack(group: list) -> Batch:
    """One batch, cut at the longest length the tagger reads at once."""
    width = rounded(max(len(ids) for (ids, _), _ in group))
    size = len(group)
    ids = torch.full((size, width), PAD)
    mask = torch.zeros((size, width), dtype=torch.long)
    labels = {
        name: torch.full((size, width), -1)
        for name in ("kinds", "begins", "competencies", "reasons", "specific")
    }
    for row, ((tokens, first), example) in enumerate(group):
        length = min(width, len(tokens))
        ids[row, :length] = torch.tensor(tokens[:length])
        mask[row, :length] = 1
        for name, tensor in labels.items():
            values = getattr(example, name)
            for word, place in enumerate(first):
                if 0 <= place < width:
                    tensor[row, place] = values[word]
    spans, span_labels = stack_spans(group, size, width)
    outcome, vague = (torch.tensor([getattr(e, name) for _, e in group]) for name in ("outcome", "vague"))
    return Batch(ids, mask, labels, outcome, vague, spans, span_labels)


def stack_spans(group: list, size: int, width: int) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
    """The number of the labelled run each token stands in, -1 for none; and the labels of each run."""
    numbers = torch.full((size, width), -1)
    labels: dict[str, list[int]] = {"kinds": [], "competencies": [], "reasons": [], "specific": []}
    for row, ((_, first), example) in enumerate(group):
        for start, end in example.spans:
            places = [first[word] for word in range(start, end) if 0 <= first[word] < width]
            if not places:
                continue
            numbers[row, places] = len(labels["kinds"])
            for name, values in labels.items():
                values.append(getattr(example, name)[start])
    return numbers, {name: torch.tensor(values) for name, values in labels.items()}
