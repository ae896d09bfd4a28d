"""The letters: the first page, a letter, and the slips beneath it.

Opening, acknowledging, asking and taking up are each a button that a person presses. A slip that cannot be taken comes back
on its letter with everything that was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.errors import InvalidError, NotFoundError
from relay.hall.forms import Form
from relay.hall.policy import candidate_only
from relay.hall.units import open_look
from relay.journey.acting import LONGEST_ACTION, commit_to_action, find_way
from relay.journey.answering import LONGEST_QUESTION, ask_question
from relay.journey.journaling import today
from relay.journey.reading import LONGEST_WHY, acknowledge_message, open_message, tell_helpfulness
from relay.journey.thanking import LONGEST_THANKS, find_thanks, take_back_thanks, write_thanks
from relay.portal.candidate.sheet import OWN, sheet
from relay.portal.candidate.shelf import letters_of, newest_of_each, shelf
from relay.store.letters import find_letter
from relay.store.work import Work
from relay.vocabulary import Helpful, ParagraphRole, QuestionKind

blueprint = Blueprint("letters", __name__)


@dataclass(frozen=True, slots=True)
class Returned:
    """A slip that came back: which one, what was typed on it and what is wrong with it."""

    slip: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@blueprint.get("/letters")
@candidate_only
def home() -> ResponseReturnValue:
    """What waits or was promised, what is being worked on, what comes next, and what went well."""
    with open_look() as work:
        return render_template(
            "candidate/home.html", nav="letters", shelf=shelf(work), today=today(work), now=work.now
        )


@blueprint.get("/letters/all")
@candidate_only
def every() -> ResponseReturnValue:
    """Every letter there is, the newest first."""
    with open_look() as work:
        return render_template("candidate/all.html", nav="letters", letters=newest_of_each(letters_of(work)))


@blueprint.get("/letters/<uuid:letter_id>")
@candidate_only
def letter(letter_id: UUID) -> ResponseReturnValue:
    """One letter: closed, open, or gone with a word on why."""
    return draw(letter_id)


@blueprint.post("/letters/<uuid:letter_id>/opening")
@candidate_only
def opening(letter_id: UUID) -> ResponseReturnValue:
    """Open it. One that was replaced or taken back since says so itself."""

    def act(work: Work) -> str:
        if find_letter(work, letter_id).standing:
            open_message(work, letter_id)
        return url_for("letters.letter", letter_id=letter_id)

    return Form().submit(act, lambda: draw(letter_id))


@blueprint.post("/letters/<uuid:letter_id>/acknowledgement")
@candidate_only
def acknowledgement(letter_id: UUID) -> ResponseReturnValue:
    """Say "I have read this", in one's own words if one likes."""
    form = Form()
    text_hash, words = form.raw("text_hash"), form.raw("in_own_words")

    def act(work: Work) -> None:
        acknowledge_message(work, letter_id, text_hash=text_hash, in_own_words=words)

    return hand_in(form, letter_id, act, slip="read", anchor="read")


@blueprint.post("/letters/<uuid:letter_id>/questions")
@candidate_only
def questions(letter_id: UUID) -> ResponseReturnValue:
    """Ask what something meant, correct a fact, or raise a concern."""
    form = Form()
    kind = form.choice("kind", QuestionKind)
    text = form.text("text", longest=LONGEST_QUESTION)
    item_id = form.id_or_none("letter_item_id")
    edition = form.number_or_none("edition", least=0, most=10**6) or 0
    form.say_what_is_missing(kind="Choose what it is you want to say.", text="Write what you want to say.")

    def act(work: Work) -> None:
        ask_question(work, letter_id, kind=kind, text=text, letter_item_id=item_id, edition=edition)

    return hand_in(form, letter_id, act, slip="ask", anchor="questions")


@blueprint.post("/letters/<uuid:letter_id>/helpfulness")
@candidate_only
def helpfulness(letter_id: UUID) -> ResponseReturnValue:
    """Say whether it was of help."""
    form = Form()
    helpful = form.choice("helpful", Helpful)
    why = form.text("helpful_why", longest=LONGEST_WHY, required=False)
    form.say_what_is_missing(helpful="Choose one of the three.")

    def act(work: Work) -> None:
        tell_helpfulness(work, letter_id, helpful=helpful, why=why)

    return hand_in(form, letter_id, act, slip="helpful", anchor="helpful-slip")


@blueprint.post("/letters/<uuid:letter_id>/thanks")
@candidate_only
def thanks(letter_id: UUID) -> ResponseReturnValue:
    """Thank whoever gave the feedback; a recruiter reads it before it is passed on."""
    form = Form()
    text = form.text("thanks", longest=LONGEST_THANKS)
    form.say_what_is_missing(thanks="Write what they should hear.")

    def act(work: Work) -> None:
        write_thanks(work, letter_id, text=text)

    return hand_in(form, letter_id, act, slip="thanks", anchor="thanks-slip")


@blueprint.post("/letters/<uuid:letter_id>/thanks/withdrawal")
@candidate_only
def thanks_withdrawal(letter_id: UUID) -> ResponseReturnValue:
    """Take one's thanks back while nobody has passed them on."""

    def act(work: Work) -> None:
        written = find_thanks(work, find_letter(work, letter_id).interview_id)
        if written is None:
            raise NotFoundError("Your thanks")
        take_back_thanks(work, written.id)

    return hand_in(Form(), letter_id, act, anchor="thanks-slip")


@blueprint.post("/letters/<uuid:letter_id>/actions")
@candidate_only
def actions(letter_id: UUID) -> ResponseReturnValue:
    """Take up one of the ways that a part of the letter offers, or something in one's own words, which come before what was chosen."""
    form = Form()
    way = form.checked("way", None, chosen_way)
    # Where ways were offered and none was chosen, that is what is missing: one's own words are only one way more.
    unchosen = form.ticked("offered") and not form.raw("way")
    if unchosen and not form.raw("what").strip():
        form.errors["way"] = "Choose one of these, or write your own."
    what = form.text("what", longest=LONGEST_ACTION, required=way is None and not unchosen)
    due_on = form.day("due_on")
    item_id = form.id("letter_item_id")
    form.say_what_is_missing(what="Write what you will do.", due_on="Choose a day.")

    def act(work: Work) -> str:
        words = what if way is None or what.strip() else find_way(work, item_id, way)
        commit_to_action(work, what=words, due_on=due_on, letter_item_id=item_id)
        return url_for("letters.letter", letter_id=letter_id, _anchor=f"item-{item_id}")

    def again() -> str:
        beside = {f"{name}-{item_id}" if name else "": words for name, words in form.errors.items()}
        return draw(letter_id, Returned(str(item_id), form.values, beside))

    return form.submit(act, again)


def chosen_way(value: str) -> int | None:
    """The place of the way that was chosen; None is one's own. Raises InvalidError naming `way`."""
    if value in ("", OWN):
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 3):
        raise InvalidError("way", "Choose one from the list.")
    return int(value)


def hand_in(
    form: Form, letter_id: UUID, act: Callable[[Work], None], *, slip: str = "", anchor: str
) -> ResponseReturnValue:
    """Take a slip and go to its place in the letter, or draw the letter with the slip as it was filled in."""

    def act_and_return(work: Work) -> str:
        act(work)
        return url_for("letters.letter", letter_id=letter_id, _anchor=anchor)

    return form.submit(act_and_return, lambda: draw(letter_id, Returned(slip, form.values, form.errors)))


def draw(letter_id: UUID, returned: Returned | None = None) -> str:
    """The page of a letter, with a slip that came back."""
    with open_look() as work:
        return render_template(
            "candidate/letter.html",
            nav="letters",
            sheet=sheet(work, letter_id),
            now=work.now,
            today=today(work),
            returned=returned or Returned(),
            Role=ParagraphRole,
        )
