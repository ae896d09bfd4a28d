"""Aspects: what an interview can be looked back on by, in a candidate's words, and which of them fit a job.

Which are offered is a matter of the job's title alone, by a small table, and never of the person; any other can be added.
"""

import re
from dataclasses import dataclass

from relay.domain.self_view import Mark
from relay.vocabulary import Competency


@dataclass(frozen=True, slots=True)
class Aspect:
    """A competency as a candidate reads it: `hint` says what belongs to it, `said` is how a sentence names it."""

    competency: Competency
    hint: str
    said: str

    @property
    def label(self) -> str:
        """Its name on every page."""
        return self.competency.label


ASPECTS = {
    aspect.competency: aspect
    for aspect in (
        Aspect(Competency.COMMUNICATION, "Explaining things so that they could follow", "your communication"),
        Aspect(
            Competency.ANSWER_STRUCTURE, "Answers in order, and to the point", "the structure of your answers"
        ),
        Aspect(Competency.EVIDENCE, "Examples and results you gave", "your examples"),
        Aspect(Competency.TECHNICAL_SKILL, "The tools and methods of the work", "your technical skill"),
        Aspect(Competency.PROBLEM_SOLVING, "How you worked on what they gave you", "your problem solving"),
        Aspect(Competency.DOMAIN_KNOWLEDGE, "What you know of the field", "your knowledge of the field"),
        Aspect(Competency.EXPERIENCE, "What you have done before", "your experience"),
        Aspect(Competency.PREPARATION, "What you knew of them and of the role", "your preparation"),
        Aspect(Competency.MOTIVATION, "Why you want this job", "your motivation"),
        Aspect(Competency.CONFIDENCE, "How sure of yourself you were", "your confidence"),
        Aspect(Competency.BODY_LANGUAGE, "Posture, voice, looking at people", "your body language"),
        Aspect(Competency.TEAMWORK, "Working with others", "your teamwork"),
        Aspect(Competency.LEADERSHIP, "Leading and deciding", "your leadership"),
        Aspect(Competency.COMMERCIAL, "Costs, customers, the business", "your sense of the business"),
        Aspect(Competency.ADAPTABILITY, "Coping with change", "coping with change"),
        Aspect(Competency.QUESTIONS_ASKED, "What you asked them", "asking questions"),
        Aspect(Competency.PROFESSIONALISM, "Manner, care, being on time", "your professional manner"),
        Aspect(Competency.VALUES, "What matters to you and to them", "your values"),
        Aspect(Competency.WORK_SAMPLE, "A task, a test or a trial lesson", "the work sample"),
        Aspect(Competency.LOGISTICS, "Notice, place, hours, pay", "practical matters"),
    )
}

# How something went, in a candidate's own eyes: the one name of each mark, on the form and wherever it is shown again.
MARKS = {
    Mark.WELL: "Went well",
    Mark.MIXED: "Well in parts",
    Mark.LESS: "Not so well",
    Mark.ABSENT: "Did not come up",
}

GENERAL = (
    Competency.COMMUNICATION,
    Competency.ANSWER_STRUCTURE,
    Competency.EVIDENCE,
    Competency.EXPERIENCE,
    Competency.PREPARATION,
    Competency.MOTIVATION,
    Competency.CONFIDENCE,
    Competency.QUESTIONS_ASKED,
)
# Words of a title, and what fits a job that has one of them; the first row that fits is taken.
FITTING: tuple[tuple[str, tuple[Competency, ...]], ...] = (
    (
        "sales account marketing commercial business recruiter recruitment",
        (
            Competency.COMMERCIAL,
            Competency.COMMUNICATION,
            Competency.EVIDENCE,
            Competency.PREPARATION,
            Competency.MOTIVATION,
            Competency.QUESTIONS_ASKED,
        ),
    ),
    (
        "manager head director lead leader chief supervisor principal",
        (
            Competency.LEADERSHIP,
            Competency.COMMUNICATION,
            Competency.EVIDENCE,
            Competency.ANSWER_STRUCTURE,
            Competency.TEAMWORK,
            Competency.EXPERIENCE,
        ),
    ),
    (
        "engineer developer programmer architect software data devops technician",
        (
            Competency.TECHNICAL_SKILL,
            Competency.PROBLEM_SOLVING,
            Competency.EVIDENCE,
            Competency.COMMUNICATION,
            Competency.TEAMWORK,
            Competency.QUESTIONS_ASKED,
        ),
    ),
    (
        "nurse doctor midwife therapist pharmacist carer care social",
        (
            Competency.DOMAIN_KNOWLEDGE,
            Competency.COMMUNICATION,
            Competency.EVIDENCE,
            Competency.PROFESSIONALISM,
            Competency.TEAMWORK,
            Competency.VALUES,
        ),
    ),
    (
        "teacher tutor lecturer trainer teaching",
        (
            Competency.WORK_SAMPLE,
            Competency.DOMAIN_KNOWLEDGE,
            Competency.COMMUNICATION,
            Competency.PREPARATION,
            Competency.ADAPTABILITY,
            Competency.VALUES,
        ),
    ),
    (
        "audit auditor accountant accounts finance analyst solicitor lawyer legal",
        (
            Competency.DOMAIN_KNOWLEDGE,
            Competency.PROBLEM_SOLVING,
            Competency.EVIDENCE,
            Competency.ANSWER_STRUCTURE,
            Competency.COMMERCIAL,
            Competency.COMMUNICATION,
        ),
    ),
    (
        "designer design writer editor artist",
        (
            Competency.WORK_SAMPLE,
            Competency.COMMUNICATION,
            Competency.PROBLEM_SOLVING,
            Competency.EVIDENCE,
            Competency.TEAMWORK,
            Competency.MOTIVATION,
        ),
    ),
    (
        "warehouse driver chef cook shop retail assistant customer receptionist cleaner porter",
        (
            Competency.EXPERIENCE,
            Competency.COMMUNICATION,
            Competency.TEAMWORK,
            Competency.ADAPTABILITY,
            Competency.PROFESSIONALISM,
            Competency.MOTIVATION,
        ),
    ),
)


def fitting(job_title: str) -> tuple[Competency, ...]:
    """What an interview for a job with this title is looked back on by."""
    words = set(re.findall(r"\w+", job_title.casefold()))
    return next((fit for names, fit in FITTING if words & set(names.split())), GENERAL)
