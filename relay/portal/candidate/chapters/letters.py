"""Chapters of the record about their letters, and what they wrote on them: questions, thanks, links for friends, what was kept unsent."""

from sqlalchemy import select

from relay.domain.letter import Letter, LetterState, Receipt
from relay.domain.question import Question, Unsent
from relay.domain.thanks import Thanks, ThanksState
from relay.journey.sharing import shares_of
from relay.portal.candidate.chapters.entry import Entry, Value, about_letter
from relay.portal.candidate.paper import parts
from relay.portal.candidate.shelf import letters_of
from relay.portal.candidate.shown import shown
from relay.store.work import Work

LETTERS = {
    "closed": "Waiting for you",
    "opened": "Opened",
    "acknowledged": "Read",
    "superseded": "Replaced by a newer one",
    "withdrawn": "Taken back",
}
QUESTIONS = {"meaning": "What something meant", "fact": "A fact", "fairness": "A concern about fairness"}
HELPFUL = {"yes": "Yes", "partly": "Partly", "no": "No"}


def letters(work: Work) -> list[Entry]:
    """Their letters with what they did on each. Words are given of one that was opened and still stands, and of no other."""
    mine = letters_of(work)
    found = work.all(select(Receipt).where(Receipt.letter_id.in_([letter.id for letter in mine])))
    receipts = {receipt.letter_id: receipt for receipt in found}
    return [told_letter(letter, receipts.get(letter.id)) for letter in mine]


def told_letter(letter: Letter, receipt: Receipt | None) -> Entry:
    """One letter."""
    known: dict[str, Value] = {
        "about": about_letter(letter),
        "sent_at": letter.released_at,
        "state": LETTERS[letter.state],
    }
    if receipt is None or letter.state is LetterState.CLOSED:
        return known
    if letter.standing:
        known["subject"], known["checked_by"] = letter.subject, letter.approved_by
        known["words"] = [words for item in letter.items for words in parts(item)]
    return known | {
        "opened_at": receipt.opened_at,
        "read_at": receipt.acknowledged_at,
        "in_own_words": receipt.in_own_words,
        "helpful": HELPFUL[receipt.helpful] if receipt.helpful else None,
        "why": receipt.helpful_why,
    }


def questions(work: Work) -> list[Entry]:
    """What they asked, and what came back."""
    about = {letter.id: about_letter(letter) for letter in letters_of(work)}
    found = work.all(
        select(Question).where(Question.candidate_id == work.person_id).order_by(Question.asked_at)
    )
    return [
        {
            "about": about.get(question.letter_id),
            "kind": QUESTIONS[question.kind],
            "text": question.text,
            "asked_at": question.asked_at,
            "answer": question.answer_text,
            "answered_at": question.answered_at,
            "answered_by": question.answered_by_name,
        }
        for question in found
    ]


def thanks(work: Work) -> list[Entry]:
    """Their thanks. That somebody kept them back is not told, here as on the letter."""
    about = {letter.interview_id: about_letter(letter) for letter in letters_of(work)}
    found = work.all(select(Thanks).where(Thanks.candidate_id == work.person_id).order_by(Thanks.written_at))
    return [
        {
            "about": about.get(written.interview_id),
            "text": written.text,
            "written_at": written.written_at,
            "passed_on_at": written.decided_at if written.state is ThanksState.PASSED_ON else None,
        }
        for written in found
    ]


def shares(work: Work) -> list[Entry]:
    """Their links for friends and mentors, and what each shows now."""
    return [
        {
            "shows": shown(work, share).words,
            "text": share.line,
            "made_at": share.made_at,
            "works_until": share.expires_at,
            "ended_at": share.revoked_at,
        }
        for share in shares_of(work)
    ]


def unsent(work: Work) -> list[Entry]:
    """What they keep about a letter and have not sent."""
    about = {letter.interview_id: about_letter(letter) for letter in letters_of(work)}
    found = work.all(select(Unsent).where(Unsent.candidate_id == work.person_id).order_by(Unsent.kept_at))
    return [
        {"about": about.get(kept.interview_id), "text": kept.text, "written_at": kept.kept_at}
        for kept in found
    ]
