#!/usr/bin/env python3
"""Train what `relay/text/vouch.py` weighs its signals with: is this clause a point, and does it hold something to hide?

usage: trust.py FOLDS [--out FILE]

FOLDS holds fold0.gz to fold4.gz, made by `train.py --without N --out FOLDS/foldN.gz`: every note is judged with weights
that have not seen it, since signals taken from weights that had would look far better than they are. Prints what
passes at a few thresholds, cross-validated by fold.
"""

import argparse
import glob
import gzip
import json
import math
from collections import Counter
from pathlib import Path
from unittest import mock

import numpy as np
from sklearn.linear_model import LogisticRegression
from train import HERE

from relay.text import vouch, weigh
from relay.text.segment import segment
from relay.text.shapes import About

FOLDS = 5


def notes():
    for path in sorted(glob.glob(str(HERE / "corpus/train-*.jsonl"))):
        yield from (json.loads(line) for line in open(path, encoding="utf-8"))


def labelled(known):
    """Yield (is it withheld, words) for every clause and every run of the `known` notes."""
    for path in sorted(glob.glob(str(HERE / "corpus/clauses/*.tsv"))):
        for line in open(path, encoding="utf-8"):
            kind, _, _, clause = line.rstrip("\n").split("\t")
            if kind in ("withhold", "strength", "improvement"):
                yield kind == "withhold", clause
    for row in known:
        yield from ((False, p["text"]) for p in row["points"])
        yield from ((True, w["text"]) for w in row["withhold"])


def word_odds(known):
    counts, totals = (Counter(), Counter()), [0, 0]
    for hidden, text in labelled(known):
        counts[hidden].update({w.lower() for w in vouch.WORD.findall(text.translate(weigh.QUOTES))})
        totals[hidden] += 1

    def log_odds(word):
        hidden, told = (counts[h][word] + 0.3 for h in (True, False))
        return round(10 * math.log((hidden / totals[True]) / (told / totals[False])))

    return {word: log_odds(word) for word in sorted(counts[0] | counts[1])}


def samples(row):
    """Yield (label, signals) for the clauses of a note: p a point, w withheld, n neither."""
    note = row["note"]
    about = About(row["candidate"], row["role"], row["client"], row["stage"], tuple(row["interviewers"]))
    runs = [[(note.find(r["text"]), len(r["text"])) for r in row[k]] for k in ("points", "withhold")]
    pieces = segment(note)
    for at, piece in enumerate(pieces):
        if piece.scaffolding:
            continue
        told, hidden = (
            sum(max(0, min(piece.end, s + n) - max(piece.start, s)) for s, n in spans) for spans in runs
        )
        label = "w" if hidden > 3 else "p" if told >= 0.4 * len(piece.text) else "n"
        yield label, vouch.signals(pieces, at, about)


def judged(folder):
    """Yield, fold by fold, the samples of its notes under weights that have not seen them."""
    rows = list(notes())
    for fold in range(FOLDS):
        made = json.loads(gzip.decompress(Path(folder, f"fold{fold}.gz").read_bytes()))
        made = {name: weigh.Table(table) for name, table in made.items()}
        words = word_odds(r for i, r in enumerate(rows) if i % FOLDS != fold)
        with mock.patch.multiple(weigh, tables=lambda m=made: m, trusted=lambda w=words: {"words": w}):
            weigh.weigh.cache_clear()
            sampled = [s for i, r in enumerate(rows) if i % FOLDS == fold for s in samples(r)]
        yield sampled


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folds")
    parser.add_argument("--out", default=str(HERE.parent / "relay/text/phrasebook/trust.json.gz"))
    asked = parser.parse_args()
    folds = list(judged(asked.folds))
    names = list(folds[0][0][1])
    x = [np.array([[s[n] for n in names] for _, s in fold]) for fold in folds]
    made = {"words": word_odds(list(notes()))}
    chances = {}
    for question, sought in (("point", "p"), ("hide", "w")):
        y = [np.array([label == sought for label, _ in fold]) for fold in folds]
        model = LogisticRegression(C=1, max_iter=3000)
        out = []
        for k in range(FOLDS):
            others = [j for j in range(FOLDS) if j != k]
            model.fit(np.vstack([x[j] for j in others]), np.hstack([y[j] for j in others]))
            out.append(model.predict_proba(x[k])[:, 1])
        chances[question] = np.hstack(out)
        model.fit(np.vstack(x), np.hstack(y))
        signals = {n: round(float(c), 4) for n, c in zip(names, model.coef_[0], strict=True)}
        made[question] = {"bias": round(float(model.intercept_[0]), 4), "signals": signals}
    labels = np.array([label for fold in folds for label, _ in fold])
    for point, hide in ((0.5, 0.5), (0.55, 0.15), (0.6, 0.1), (0.6, 0.05), (0.6, 0.03), (0.7, 0.02)):
        passed = (chances["point"] > point) & (chances["hide"] < hide)
        shares = " ".join(f"{name} {passed[labels == name].mean():.3f}" for name in "pwn")
        print(f"point > {point}, hide < {hide}: {shares}")
    Path(asked.out).write_bytes(gzip.compress(json.dumps(made).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
