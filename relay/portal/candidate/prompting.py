"""Prompting: questions that help to write down what one takes from a letter, fitted to what it asks to work on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from relay.domain.letter import LetterItem
from relay.vocabulary import Competency, Kind

MOST_FITTED = 2
FITTED: Mapping[Competency, str] = {
    Competency.COMMUNICATION: "Which part would you explain in other words next time?",
    Competency.ANSWER_STRUCTURE: "How would you begin that answer next time?",
    Competency.EVIDENCE: "Which figure or result of your own could you have named?",
    Competency.TECHNICAL_SKILL: "What would you like to be able to answer the next time it is asked?",
    Competency.PROBLEM_SOLVING: "Where did you get stuck, and what would you try first next time?",
    Competency.DOMAIN_KNOWLEDGE: "What do you know about this field now that you did not know before?",
    Competency.EXPERIENCE: "Which piece of your own work would you tell them about next time?",
    Competency.PREPARATION: "What would you look up on the evening before?",
    Competency.MOTIVATION: "Why did you want this job, in one sentence of your own?",
    Competency.CONFIDENCE: "When did you feel sure of yourself, and what helped?",
    Competency.BODY_LANGUAGE: "What would somebody have seen who watched you without the sound?",
    Competency.TEAMWORK: "Whom did you work with, and what was your own part?",
    Competency.LEADERSHIP: "When did you last help somebody get better at their work?",
    Competency.COMMERCIAL: "What did your work change for the business?",
    Competency.ADAPTABILITY: "When did a plan change on you, and what did you do?",
    Competency.QUESTIONS_ASKED: "What would you ask them now?",
    Competency.PROFESSIONALISM: "What would you do the same way, and what in another way?",
    Competency.VALUES: "What matters to you at work, and did they get to hear it?",
    Competency.WORK_SAMPLE: "What would you change if you had the task back for an hour?",
    Competency.LOGISTICS: "What would you settle before the interview next time?",
}
SURPRISED = "What in this letter surprised you?"
AGAIN = "What will you do the same way again?"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question, and what it is about where it was fitted to something."""

    question: str
    competency: Competency | None = None


def prompts_for(items: Iterable[LetterItem]) -> list[Prompt]:
    """Two or three questions for a letter: one for each of the first things to work on, and one that always fits."""
    improvements = (item for item in items if item.kind is Kind.IMPROVEMENT and item.competency)
    about = list(dict.fromkeys(item.competency for item in improvements if item.competency))[:MOST_FITTED]
    fitted = [Prompt(FITTED[competency], competency) for competency in about]
    return [*fitted, Prompt(SURPRISED)] if fitted else [Prompt(SURPRISED), Prompt(AGAIN)]
