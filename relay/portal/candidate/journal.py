"""The journal: what the candidate learned, in their own words. Nobody else can read it."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.journal import CAN_BE_PUT_BACK, EntryState, JournalEntry
from relay.domain.letter import READ, Letter
from relay.hall.forms import Form
from relay.hall.policy import candidate_only
from relay.hall.units import open_look
from relay.journey.journaling import (
    LONGEST_ENTRY,
    change_entry,
    find_entries,
    find_entry,
    find_taken_out,
    put_back_entry,
    take_out_entry,
    today,
    write_entry,
)
from relay.portal.candidate.excerpt import excerpt
from relay.portal.candidate.prompting import FITTED
from relay.portal.candidate.shelf import letters_of, newest_of_each
from relay.portal.drawn import said, seen_version
from relay.portal.lists import asked_choice, asked_id, asked_page, asked_words, same_list
from relay.store.work import Work
from relay.vocabulary import Competency

blueprint = Blueprint("journal", __name__)


@blueprint.get("/journal")
@candidate_only
def journal() -> ResponseReturnValue:
    """A page of entries, all of them or those that hold certain words, and the form for a new one."""
    return draw()


@blueprint.post("/journal/entries")
@candidate_only
def entries() -> ResponseReturnValue:
    """Write something down."""
    form = Form()
    text, day = form.text("entry", longest=LONGEST_ENTRY), form.day("day")
    letter_id = form.id_or_none("letter_id")
    prompt = form.choice("prompt", Competency) if form.raw("prompt") else None
    form.say_what_is_missing(entry="Write a line.", day="Choose a day.")

    def act(work: Work) -> str:
        entry = write_entry(work, text=text, day=day, letter_id=letter_id, prompt=prompt)
        return url_for("journal.journal", _anchor=f"entry-{entry.id}")

    return said(form.submit(act, lambda: draw(form)), "Written down.")


@blueprint.get("/journal/entries/<uuid:entry_id>")
@candidate_only
def entry(entry_id: UUID) -> ResponseReturnValue:
    """One entry as a whole, to read and to change."""
    return draw_entry(entry_id)


@blueprint.post("/journal/entries/<uuid:entry_id>")
@candidate_only
def change(entry_id: UUID) -> ResponseReturnValue:
    """Change an entry's words or its day."""
    form = Form()
    text, day = form.text("entry", longest=LONGEST_ENTRY), form.day("day")
    version = seen_version(form)
    form.say_what_is_missing(entry="Write something, or take the entry out.", day="Choose a day.")

    def act(work: Work) -> str:
        change_entry(work, entry_id, text=text, day=day, version=version)
        return url_for("journal.journal", _anchor=f"entry-{entry_id}")

    return said(form.submit(act, lambda: draw_entry(entry_id, form)), "Changed.")


@blueprint.post("/journal/entries/<uuid:entry_id>/removal")
@candidate_only
def removal(entry_id: UUID) -> ResponseReturnValue:
    """Take an entry out. Nobody is asked twice: it can be put back."""

    def act(work: Work) -> str:
        take_out_entry(work, entry_id)
        return url_for("journal.journal", out=entry_id)

    form = Form()
    return form.submit(act, lambda: draw_entry(entry_id, form))


@blueprint.post("/journal/entries/<uuid:entry_id>/return")
@candidate_only
def putting_back(entry_id: UUID) -> ResponseReturnValue:
    """Put an entry back."""

    def act(work: Work) -> str:
        put_back_entry(work, entry_id)
        return url_for("journal.entry", entry_id=entry_id)

    form = Form()
    return said(form.submit(act, lambda: draw_entry(entry_id, form)), "It is back in your journal.")


def draw(form: Form | None = None) -> str:
    """The page of the journal, with the form that came back."""
    words = "" if form else asked_words()
    with open_look() as work:
        found = find_entries(work, words, asked_page())
        letters = letters_of(work)
        begun = {"day": today(work).isoformat(), **asked(letters)}
        return render_template(
            "candidate/journal.html",
            nav="journal",
            words=words,
            found=found,
            excerpts={entry.id: excerpt(entry.text, words) for entry in found.rows},
            questions=FITTED,
            letters=newest_by_version(letters),
            choices=choices(letters),
            taken_out=find_taken_out(work),
            just_out=asked_id("out"),
            excerpt=excerpt,
            longest=LONGEST_ENTRY,
            values=form.values if form else begun,
            errors=form.errors if form else {},
            before=same_list(page=found.page - 1) if found.page > 1 else None,
            after=same_list(page=found.page + 1) if found.more else None,
        )


def asked(letters: Sequence[Letter]) -> dict[str, str]:
    """What a link from a letter begins a new entry with: which letter, and which question of it."""
    wanted, prompt = asked_id("letter"), asked_choice("prompt", Competency)
    if not any(letter.id == wanted and letter.state in READ for letter in letters):
        return {}
    return {"letter_id": str(wanted), "prompt": prompt.value if prompt else ""}


def choices(letters: Sequence[Letter]) -> list[tuple[str, str]]:
    """The letters that an entry can be about, by value and name."""
    read = (letter for letter in newest_of_each(letters) if letter.state in READ)
    return [(str(letter.id), f"{letter.job_title} at {letter.client_name}") for letter in read]


def newest_by_version(letters: Sequence[Letter]) -> dict[UUID, Letter]:
    """For each letter the newest on the same interview: an entry about one that was replaced leads to what stands."""
    newest = {letter.interview_id: letter for letter in newest_of_each(letters)}
    return {letter.id: newest[letter.interview_id] for letter in letters}


def draw_entry(entry_id: UUID, form: Form | None = None) -> str:
    """The page of an entry, with the form that came back, and beside it what another tab saved meanwhile."""
    with open_look() as work:
        entry: JournalEntry = find_entry(work, entry_id)
        present = {"entry": entry.text, "day": entry.day.isoformat()}
        typed = {name: form.raw(name) for name in present} if form and "entry" in form.values else present
        moved = form is not None and bool(form.raw("version")) and form.raw("version") != str(entry.version)
        return render_template(
            "candidate/entry.html",
            nav="journal",
            entry=entry,
            question=FITTED[entry.prompt] if entry.prompt else None,
            letter=newest_by_version(letters_of(work)).get(entry.letter_id) if entry.letter_id else None,
            out=entry.state is EntryState.TAKEN_OUT,
            gone_on=entry.taken_out_at + CAN_BE_PUT_BACK if entry.taken_out_at else None,
            longest=LONGEST_ENTRY,
            values=typed,
            errors=form.errors if form else {},
            newer=moved and typed["entry"] != entry.text,
        )
