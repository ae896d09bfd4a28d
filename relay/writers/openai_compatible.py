"""The second pen: any service that speaks OpenAI's chat completions, asked for the sentences that tell the points.

It is handed the points alone, with the names masked, and the frame facts that shape a sentence: role, stage, outcome and
tone. Greeting, outcome, closing and signature stay the phrasebook's. An answer that keeps to the points becomes a draft;
anything else becomes a reason, and never an exception.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from relay.domain.pen import DictationOutcome
from relay.text.shapes import Draft, Material, Said
from relay.writers.answer import UnfitError, draft_of
from relay.writers.calling import Call, CallError, post
from relay.writers.masking import mask

NAME = "openai_compatible"
PATH = "/chat/completions"
MOST_POINTS = 40
MOST_ANSWER_TOKENS = 4000
TOKENS_TO_BEGIN, TOKENS_PER_POINT = 300, 160
# English has about four characters to a token; only for servers that do not count.
CHARACTERS_PER_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a model: the body that goes out, and how many tokens it may cost at most."""

    body: bytes
    most_tokens: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a draft, or why there is none; and the tokens it cost, by the server's count or an upper guess."""

    outcome: DictationOutcome
    draft: Draft | None = None
    tokens: int | None = None
    code: str | None = None


@dataclass(slots=True)
class Dictated:
    """A pen that has written already: it says over what was dictated to it."""

    name: str
    draft: Draft

    def word(self, _material: Material) -> Draft:
        """The draft as it is."""
        return self.draft


def request_for(model: str, material: Material) -> Request:
    """What to send about `material`: its points, numbered from 1, and the facts around them."""
    allowance = min(MOST_ANSWER_TOKENS, TOKENS_TO_BEGIN + TOKENS_PER_POINT * len(material.points))
    content = {
        "model": model,
        "messages": [
            {"role": "system", "content": instructions()},
            {"role": "user", "content": json.dumps(facts(material), ensure_ascii=False)},
        ],
        "temperature": 0,
        "max_tokens": allowance,
        "stream": False,
    }
    body = json.dumps(content).encode()
    return Request(body, allowance + len(body) // CHARACTERS_PER_TOKEN)


@cache
def instructions() -> str:
    """What the model is told to do."""
    return resources.files("relay.writers").joinpath("instructions.txt").read_text("utf-8")


def facts(material: Material) -> dict[str, object]:
    """All that the model learns: no note, no withheld run, nobody's name, no client."""
    return {
        "role": mask(material.about.role, material),
        "stage": mask(material.about.stage, material),
        "outcome": material.outcome.value,
        "tone": material.tone.value,
        "points": [told(number, point, material) for number, point in enumerate(material.points, 1)],
    }


def told(number: int, point: Said, material: Material) -> dict[str, object]:
    """A point as it is sent."""
    return {
        "number": number,
        "kind": point.kind.value,
        "competency": point.competency.value,
        "specific": point.specific,
        "words": mask(point.words, material),
    }


def ask(call: Call, material: Material) -> Answer:
    """Ask once. Never raises."""
    try:
        content, tokens = content_of(post(call))
    except CallError as error:
        return Answer(error.outcome, code=error.code)
    except UnfitError as error:
        return Answer(error.outcome, code=error.code)
    spent = (len(call.body) + len(content)) // CHARACTERS_PER_TOKEN if tokens is None else tokens
    try:
        return Answer(DictationOutcome.WORDED, draft_of(content, material), spent)
    except UnfitError as error:
        return Answer(error.outcome, tokens=spent, code=error.code)


def content_of(body: bytes) -> tuple[str, int | None]:
    """The words of a chat completion, and the tokens it counts if it does. Raises UnfitError."""
    try:
        answer = json.loads(body)
        choice = answer["choices"][0]
        content, finished = choice["message"]["content"], choice.get("finish_reason")
        tokens = (answer.get("usage") or {}).get("total_tokens")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise UnfitError(DictationOutcome.UNREADABLE, "no completion") from None
    if not isinstance(content, str):
        raise UnfitError(DictationOutcome.UNREADABLE, "no words")
    if finished == "length":
        raise UnfitError(DictationOutcome.TOO_LONG, "cut off")
    counted = isinstance(tokens, int) and not isinstance(tokens, bool) and 0 < tokens < 10**7
    return content, tokens if counted else None
