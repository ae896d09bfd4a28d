"""The tagger itself: a sentence encoder with a line of weights for each question asked of a word, and two of the note."""

import torch
from torch import nn
from transformers import AutoModel

from training.tagger.examples import COMPETENCIES, KINDS, OUTCOMES, REASONS

WORD_HEADS = {
    "kind": len(KINDS),
    "begin": 1,
    "competency": len(COMPETENCIES),
    "reason": len(REASONS),
    "specific": 1,
}
NOTE_HEADS = {"outcome": len(OUTCOMES), "vague": 1}


class Tagger(nn.Module):
    """Token ids in, a row of numbers for each token and one for the note out."""

    def __init__(self, folder: str) -> None:
        """Load the encoder; the heads begin from nothing."""
        super().__init__()
        self.body = AutoModel.from_pretrained(folder)
        width = self.body.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.word = nn.Linear(width, sum(WORD_HEADS.values()))
        self.attention = nn.Linear(width, 1)
        self.note = nn.Linear(width, sum(NOTE_HEADS.values()))

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """`ids`, `mask`: batch x tokens. Returns batch x tokens x word answers, and batch x note answers.

        A text read alone needs no mask; without one it is read in three quarters of the time.
        """
        hidden = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        # a decision stands in one clause, so the note's answers look at the words that hold it rather than at the mean of all
        looks = self.attention(hidden).squeeze(-1)
        if mask is not None:
            looks = looks.masked_fill(mask == 0, -1e4)
        looks = looks.softmax(-1).to(hidden.dtype)
        pooled = (hidden * looks.unsqueeze(-1)).sum(1)
        return self.word(self.drop(hidden)), self.note(self.drop(pooled))
