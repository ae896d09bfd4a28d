"""Train the tagger.

usage: python -m training.tagger.fit ENCODER_FOLDER OUT_FOLDER [--epochs N] [--hold-out 0..4] [--seed S] [--from FOLDER --pace P]

`--from FOLDER` goes on from a tagger trained before instead of from the bare encoder, at the share P of the usual pace.
`--hold-out N` leaves every fifth whole note out (N, N+5, ...), for tuning and for honest figures.
"""

import argparse
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from training.tagger.batches import Batch, batches
from training.tagger.examples import NEUTRAL_OR_OUTCOME, Mixer, read_clauses, read_notes
from training.tagger.network import NOTE_HEADS, WORD_HEADS, Tagger

TOKENS = 1024
WEIGHTS = {
    "begin": 0.5,
    "kind": 0.7,
    "competency": 0.7,
    "reason": 0.3,
    "specific": 0.3,
    "outcome": 0.15,
    "vague": 0.1,
}


def loss_of(batch: Batch, words: torch.Tensor, notes: torch.Tensor) -> torch.Tensor:
    """The sum of what each question costs."""
    word = dict(zip(WORD_HEADS, words.split(list(WORD_HEADS.values()), -1), strict=True))
    note = dict(zip(NOTE_HEADS, notes.split(list(NOTE_HEADS.values()), -1), strict=True))
    kinds = batch.labels["kinds"]
    logs = word["kind"].log_softmax(-1)
    # a word under no label of a whole note is neutral or part of the decision; the note does not say which
    either = torch.logaddexp(logs[..., 0], logs[..., 4]).unsqueeze(-1)
    logs = torch.cat([logs, either], -1)
    smooth = 0.02
    known = kinds >= 0
    picked = logs[known].gather(-1, kinds[known].unsqueeze(-1)).squeeze(-1)
    total = -((1 - smooth) * picked.mean() + smooth * logs[known][..., :NEUTRAL_OR_OUTCOME].mean())
    total = total + WEIGHTS["begin"] * binary(word["begin"], batch.labels["begins"])
    pooled = {
        name: by_span(scores, batch.spans, len(batch.span_labels["kinds"])) for name, scores in word.items()
    }
    runs = batch.span_labels
    total = total + WEIGHTS["kind"] * many(pooled["kind"], runs["kinds"])
    total = total + WEIGHTS["competency"] * many(pooled["competency"], runs["competencies"])
    total = total + WEIGHTS["reason"] * many(pooled["reason"], runs["reasons"])
    total = total + WEIGHTS["specific"] * binary(pooled["specific"], runs["specific"])
    total = total + WEIGHTS["outcome"] * many(note["outcome"], batch.outcome)
    return total + WEIGHTS["vague"] * binary(note["vague"], batch.vague)


def by_span(scores: torch.Tensor, spans: torch.Tensor, count: int) -> torch.Tensor:
    """The mean of the scores over each labelled run: what is asked of a run is asked of all its words together."""
    inside = spans >= 0
    sums = torch.zeros(count, scores.shape[-1]).index_add(0, spans[inside], scores[inside])
    sizes = torch.zeros(count).index_add(0, spans[inside], torch.ones(int(inside.sum())))
    return sums / sizes.unsqueeze(-1)


def many(scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Cross entropy over what is known, nothing where nothing is."""
    if not (wanted >= 0).any():
        return scores.sum() * 0
    return F.cross_entropy(scores.flatten(0, -2), wanted.flatten(), ignore_index=-1, label_smoothing=0.05)


def binary(scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """The same for a yes or no."""
    known = wanted >= 0
    if not known.any():
        return scores.sum() * 0
    return F.binary_cross_entropy_with_logits(scores.squeeze(-1)[known], wanted[known].float())


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--hold-out", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="start", type=Path)
    parser.add_argument("--pace", type=float, default=1.0)
    parser.add_argument("--mix", type=int, default=1, help="seed of the mixing of notes")
    args = parser.parse_args()
    random.seed(args.mix)
    torch.manual_seed(args.seed)
    notes = [n for i, n in enumerate(read_notes()) if args.hold_out is None or i % 5 != args.hold_out]
    mixer = Mixer(notes, read_clauses(), args.mix)
    network = Tagger(str(args.encoder))
    if args.start:
        network.load_state_dict(torch.load(args.start / "tagger.pt", weights_only=True))
    epochs = [list(batches(list(mixer.epoch()), TOKENS)) for _ in range(args.epochs)]
    for epoch in epochs:
        random.shuffle(epoch)
    steps = sum(map(len, epochs))
    print(f"{len(notes)} notes, {len(epochs[0])} batches an epoch, {steps} steps", flush=True)
    # the word vectors stay as they came: with so few notes they would only learn the notes by heart
    network.body.embeddings.word_embeddings.weight.requires_grad_(False)
    body = [weight for weight in network.body.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(
        [
            {"params": body, "lr": 1.5e-4 * args.pace},
            {
                "params": [
                    *network.word.parameters(),
                    *network.attention.parameters(),
                    *network.note.parameters(),
                ],
                "lr": 2e-3 * args.pace,
            },
        ],
        weight_decay=0.01,
        fused=True,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1, s / 60) * max(0.02, 1 - s / steps)
    )
    network.train()
    began, done = time.monotonic(), 0
    for number, epoch in enumerate(epochs, 1):
        seen = 0.0
        for batch in epoch:
            with torch.autocast("cpu", torch.bfloat16):
                words, whole = network(batch.ids, batch.mask)
            loss = loss_of(batch, words.float(), whole.float())
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            seen, done = seen + loss.item(), done + 1
            if done % 50 == 0:
                print(
                    f"step {done}, loss {loss.item():.3f}, {(time.monotonic() - began) / done:.2f} s a step",
                    flush=True,
                )
        print(f"epoch {number}: loss {seen / len(epoch):.4f}, {time.monotonic() - began:.0f} s", flush=True)
        args.out.mkdir(parents=True, exist_ok=True)
        torch.save(network.state_dict(), args.out / "tagger.pt")


if __name__ == "__main__":
    main()
