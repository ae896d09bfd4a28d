#!/usr/bin/env python3
"""Train the weights that `relay/text/weigh.py` reads.

usage: train.py [--without 0..4] [--out FILE]

Reads training/corpus/ (labelled clauses and whole notes), trains one logistic regression a question over hashed
patterns, packs the weights into bytes and writes them gzipped. `--without N` leaves every fifth note out (N, N+5, ...)
for cross-validation. Needs numpy, scipy and scikit-learn; the product needs none of them.
"""

import argparse
import base64
import glob
import gzip
import json
import math
import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from relay.text.plain import said_plainly, words_of  # noqa: E402
from relay.text.segment import segment  # noqa: E402
from relay.text.shapes import About  # noqa: E402
from relay.text.weigh import SIZE, patterns, place  # noqa: E402

NOBODY = About("", "", "")
# How freely the weights of each question may grow (C of the logistic regression); taken by cross-validation.
QUESTIONS = {"kind": 12, "competency": 8, "reason": 8}


def from_clauses():
    for path in sorted(glob.glob(str(HERE / "corpus/clauses/*.tsv"))):
        for line in open(path, encoding="utf-8"):
            kind, label, specific, clause = line.rstrip("\n").split("\t")
            yield said_plainly(words_of(clause, NOBODY)), kind, label, specific, 1.0


def from_notes(without):
    n = 0
    for path in sorted(glob.glob(str(HERE / "corpus/train-*.jsonl"))):
        for line in open(path, encoding="utf-8"):
            row, n = json.loads(line), n + 1
            if without is None or (n - 1) % 5 != without:
                yield from runs(row)


def runs(row):
    """Yield the labelled runs of a note and the clauses no label covers, in the words a reader sees."""
    about = About(row["candidate"], row["role"], row["client"], row["stage"], tuple(row["interviewers"]))
    for text, *labels in labelled(row):
        yield said_plainly(words_of(text, about)), *labels


def labelled(row):
    note, gold = row["note"], []
    for p in row["points"]:
        gold.append((note.find(p["text"]), p["text"], p["kind"], p["competency"], str(int(p["specific"]))))
    for w in row["withhold"]:
        gold.append((note.find(w["text"]), w["text"], "withhold", w["reason"], "-"))
    for _, text, kind, label, specific in gold:
        yield text, kind, label, specific, 1.0
    for piece in segment(note):
        start, end = piece.start, piece.end
        best = max(gold, key=lambda g: min(end, g[0] + len(g[1])) - max(start, g[0]), default=None)
        shared = min(end, best[0] + len(best[1])) - max(start, best[0]) if best else 0
        if shared <= 0:
            # what no label covers: the model of the clauses has learned what an outcome looks like; the rest is neutral
            yield note[start:end], "neutral", "-", "-", 1.0
        elif shared >= 0.6 * (end - start) and note[start:end] != best[1]:
            yield note[start:end], best[2], best[3], best[4], 0.7


def rows_of(question, data):
    for text, kind, label, _, weight in data:
        point = kind in ("strength", "improvement")
        if question == "kind":
            yield text, kind, weight
        elif (question == "competency" and point) or (question == "reason" and kind == "withhold"):
            yield text, label, weight


def matrix(texts):
    values, columns, ends = [], [], [0]
    for text in texts:
        slots = sorted({place(p) for p in patterns(text)})
        columns.extend(slots)
        values.extend([1 / math.sqrt(len(slots) or 1)] * len(slots))
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(texts), SIZE))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--without", type=int)
    parser.add_argument("--out", default=str(HERE.parent / "relay/text/phrasebook/weights.json.gz"))
    asked = parser.parse_args()
    data = [*from_clauses(), *from_notes(asked.without)]
    made = {}
    for question, c in QUESTIONS.items():
        texts, answers, weights = zip(*rows_of(question, data), strict=True)
        model = LogisticRegression(C=c, max_iter=300, class_weight="balanced" if question != "kind" else None)
        model.fit(matrix(texts), answers, sample_weight=weights)
        coef, bias = model.coef_, model.intercept_
        scale = np.abs(coef).max() / 127
        small = np.round(coef / scale).astype(np.int8)
        made[question] = {
            "answers": list(model.classes_),
            "bias": [round(float(b), 4) for b in bias],
            "scale": float(scale),
            "rows": [base64.b64encode(row.tobytes()).decode() for row in small],
        }
        print(question, len(texts), "rows; in-sample", round(model.score(matrix(texts), answers), 3))
    packed = gzip.compress(json.dumps(made).encode(), 9, mtime=0)
    Path(asked.out).write_bytes(packed)
    print(len(packed), "bytes")


if __name__ == "__main__":
    main()
