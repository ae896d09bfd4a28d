"""The closed lists that everybody shares.

Their values stand in the database, in URLs, in the API and on pages, so a value is never renamed without a
migration. Competencies and reasons to withhold follow the labelling guide of the note corpus; the sentence beside
each is what a recruiter is shown.
"""

from enum import StrEnum


class Kind(StrEnum):
    """Which way a point speaks."""

    STRENGTH = "strength"
    IMPROVEMENT = "improvement"


class RelayPolicy(StrEnum):
    """What a client wants done with feedback once it is worded and approved."""

    ALL = "all"
    ASK_FIRST = "ask_first"
    ON_REQUEST = "on_request"

    @property
    def label(self) -> str:
        """The policy as a page shows it."""
        return {
            RelayPolicy.ALL: "Tell every candidate",
            RelayPolicy.ASK_FIRST: "Ask the client before each message",
            RelayPolicy.ON_REQUEST: "Tell candidates who ask for it",
        }[self]


class Helpful(StrEnum):
    """Whether a letter was of help, as its candidate says."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class LoopOutcome(StrEnum):
    """What a later letter says of something that was to be worked on."""

    BETTER = "better"
    SAME = "same"
    NOT_MENTIONED = "not_mentioned"


class Competency(StrEnum):
    """What a point is about."""

    COMMUNICATION = "communication"
    ANSWER_STRUCTURE = "answer_structure"
    EVIDENCE = "evidence"
    TECHNICAL_SKILL = "technical_skill"
    PROBLEM_SOLVING = "problem_solving"
    DOMAIN_KNOWLEDGE = "domain_knowledge"
    EXPERIENCE = "experience"
    PREPARATION = "preparation"
    MOTIVATION = "motivation"
    CONFIDENCE = "confidence"
    BODY_LANGUAGE = "body_language"
    TEAMWORK = "teamwork"
    LEADERSHIP = "leadership"
    COMMERCIAL = "commercial"
    ADAPTABILITY = "adaptability"
    QUESTIONS_ASKED = "questions_asked"
    PROFESSIONALISM = "professionalism"
    VALUES = "values"
    WORK_SAMPLE = "work_sample"
    LOGISTICS = "logistics"

    @property
    def label(self) -> str:
        """The competency as a page shows it: `Answer structure`."""
        return self.value.replace("_", " ").capitalize()

    @property
    def of_the_role(self) -> bool:
        """Whether it is more about one role and its employer than a skill that goes along to any interview.

        What somebody has done so far, what they know of a field, why they want this very job, what an employer stands for, and hours,
        pay and place: another role may ask for something else. All the rest can be built, and comes along.
        """
        return self in OF_THE_ROLE


OF_THE_ROLE = frozenset(
    {
        Competency.DOMAIN_KNOWLEDGE,
        Competency.EXPERIENCE,
        Competency.MOTIVATION,
        Competency.VALUES,
        Competency.LOGISTICS,
    }
)


class Reason(StrEnum):
    """Why words of a note must not be passed on."""

    PROTECTED_CHARACTERISTIC = "protected_characteristic"
    PERSONAL_REMARK = "personal_remark"
    OTHER_CANDIDATE = "other_candidate"
    CLIENT_CONFIDENTIAL = "client_confidential"
    THIRD_PARTY = "third_party"
    ALLEGATION = "allegation"
    OFF_RECORD = "off_record"
    CONTACT_DETAIL = "contact_detail"

    @property
    def label(self) -> str:
        """The reason as a page shows it."""
        return REASON_LABELS[self]


REASON_LABELS = {
    Reason.PROTECTED_CHARACTERISTIC: "Touches a protected characteristic",
    Reason.PERSONAL_REMARK: "A remark on the person, not on conduct",
    Reason.OTHER_CANDIDATE: "About another candidate",
    Reason.CLIENT_CONFIDENTIAL: "The client's own business",
    Reason.THIRD_PARTY: "Hearsay from somebody else",
    Reason.ALLEGATION: "An unproven allegation",
    Reason.OFF_RECORD: "Said off the record",
    Reason.CONTACT_DETAIL: "Contact details",
}


class Outcome(StrEnum):
    """What the note says was decided."""

    REJECTED = "rejected"
    ADVANCED = "advanced"
    OFFER = "offer"
    ON_HOLD = "on_hold"
    UNKNOWN = "unknown"


class Tone(StrEnum):
    """How an agency speaks to its candidates."""

    WARM = "warm"
    PLAIN = "plain"
    FORMAL = "formal"


class Role(StrEnum):
    """What a member of staff may do."""

    RECRUITER = "recruiter"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class NoteSource(StrEnum):
    """How a note reached the agency."""

    CALL = "call"
    EMAIL = "email"
    LINK = "link"
    SCORECARD = "scorecard"
    IMPORT = "import"


class SentenceRole(StrEnum):
    """What a sentence of a message does.

    A `frame` sentence is the agency's own (greeting, thanks, outcome, closing) and needs no source; every other
    sentence stands on at least one point.
    """

    FRAME = "frame"
    OBSERVATION = "observation"
    NEXT_STEP = "next_step"


class ParagraphRole(StrEnum):
    """Where a paragraph stands in a message, in this order."""

    GREETING = "greeting"
    OUTCOME = "outcome"
    STRENGTHS = "strengths"
    IMPROVEMENT = "improvement"
    CLOSING = "closing"
    SIGNATURE = "signature"


class BreachCode(StrEnum):
    """What the guard can object to."""

    LEAK = "leak"
    NAME = "name"
    HARSH = "harsh"
    UNSUPPORTED = "unsupported"
    POINT_LOST = "point_lost"
    FLIPPED = "flipped"
    SCORE = "score"
    CONTACT = "contact"


class QuestionKind(StrEnum):
    """Why a candidate writes back."""

    MEANING = "meaning"
    FACT = "fact"
    FAIRNESS = "fairness"
