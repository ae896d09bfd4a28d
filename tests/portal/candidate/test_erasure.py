"""Being erased: only with the code from the mailbox, wholly, at once, and for good."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.base import Base
from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError, MoveError
from relay.domain.interview import Interview
from relay.domain.knock import Challenge, Locator
from relay.domain.letter import Letter
from relay.domain.message import Message
from relay.domain.note import Jotting, Note
from relay.domain.notice import Notice, NoticeState
from relay.domain.promise import Promise, PromiseState
from relay.domain.question import Question
from relay.domain.request import Request, RequestState
from relay.domain.self_view import Mark
from relay.domain.staff import SignInSession, Staff
from relay.domain.thanks import Thanks
from relay.domain.tokens import Secrets
from relay.hall import visitors
from relay.journey import (
    acting,
    answering,
    asking,
    capturing,
    choosing,
    erasing,
    journaling,
    reading,
    recollecting,
    registering,
    reviewing,
    scheduling,
    sharing,
    thanking,
)
from relay.journey.signing_in import SignedIn, find_signed_in
from relay.store.ledger import EventRow, Handoff, HandoffState
from relay.store.store import Store
from relay.store.tenancy import SET_AGENCY
from relay.store.work import Work
from relay.vocabulary import Competency, Helpful, NoteSource, QuestionKind
from tests.cast import NOTE, Cast, PostBox, Story, wall
from workers.shift import Shift

CodeFor = Callable[[FlaskClient], str]
Everything = Callable[[], list[str]]

# In everything that Priya, or anybody writing about her, writes.
MARK = "zqmarkzq"


@pytest.fixture
def lived(store: Store, cast: Cast, story: Story) -> Letter:
    """Everything that words can stand in: a note, a jotting, drafts, decisions, a letter, and all that Priya wrote."""
    letter = story.relay(f"{NOTE} Off the record she was {MARK}. Her {MARK} project was well explained.")
    alice, priya = cast.act_as(cast.alice), cast.act_as(cast.priya)
    message, version = story.message()
    with store.work(cast.agency.id, alice) as work:
        capturing.keep_jotting(work, cast.interview.id, f"Half a thought: {MARK}", 0)
        wording = reviewing.Wording(f"On {MARK}", f"{version.text}\n\n{MARK} comes next.", version.number)
        amended = reviewing.amend_message(work, message.id, wording)
    with store.work(cast.agency.id, alice) as work:
        reviewing.send_back_message(work, message.id, number=amended.number, reason=f"Because of {MARK}")
        asked = asking.ask_by_link(work, cast.interview.id, contact_id=cast.tom.id)
    with store.work(cast.agency.id, alice) as work:
        asking.keep_draft(work, asked.id, {"good_words": MARK})
    with store.work(cast.agency.id, priya) as work:
        marks = {Competency.EVIDENCE: Mark.LESS}
        recollecting.write_self_view(work, cast.interview.id, marks=marks, words=MARK)
        reading.open_message(work, letter.id)
        reading.acknowledge_message(work, letter.id, text_hash=letter.text_hash, in_own_words=MARK)
        reading.tell_helpfulness(work, letter.id, helpful=Helpful.NO, why=MARK)
        question = answering.ask_question(work, letter.id, kind=QuestionKind.MEANING, text=MARK)
        answering.ask_question(work, letter.id, kind=QuestionKind.FAIRNESS, text=MARK)
        thanking.write_thanks(work, letter.id, text=MARK)
        day = (work.now + timedelta(days=3)).date()
        action = acting.commit_to_action(work, what=MARK, due_on=day)
        acting.keep_reflection(work, action, MARK)
        journaling.write_entry(work, text=MARK, day=work.now.date())
        shown = sharing.Choice(action_ids=[action.id])
        sharing.make_share(work, Secrets("a secret"), shown, days=7, line=MARK)
        choosing.choose_details(work, called=MARK, zone="UTC")
    with store.work(cast.agency.id, alice) as work:
        answering.answer_question(work, question.id, text="The ones that changed.")
    return letter


@pytest.fixture
def code_for(post_box: PostBox, carry_out_all: Callable[[], None]) -> CodeFor:
    """A function that has a browser sent the code, and gives it."""

    def ask(browser: FlaskClient) -> str:
        assert browser.post("/mine/erasure/code").headers["Location"] == "/mine/erasure/code"
        carry_out_all()
        assert post_box.envelopes[-1].subject == "Your code to be erased"
        found = re.search(r"code is (\S+)", post_box.envelopes[-1].text)
        assert found is not None
        return found.group(1)

    return ask


@pytest.fixture
def erased(priya: FlaskClient, code_for: CodeFor, carry_out_all: Callable[[], None]) -> Callable[[], None]:
    """A function that has Priya erased, and the night shift finish."""

    def erase() -> None:
        answer = priya.post("/mine/erasure", data={"code": code_for(priya)})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/erased")
        carry_out_all()

    return erase


@pytest.fixture
def everything(store: Store, cast: Cast) -> Everything:
    """A function that gives every value of every column of every table."""

    def read() -> list[str]:
        found = []
        with store.writer.connect() as connection:
            if store.writer.dialect.name == "postgresql":
                connection.execute(SET_AGENCY, {"agency": str(cast.agency.id)})
            for table in Base.metadata.sorted_tables:
                for row in connection.execute(sa.select(table)):
                    found += [f"{table.name}.{name}: {value}" for name, value in row._mapping.items()]
        assert any(value.startswith("event.") for value in found)
        return found

    return read


def me(store: Store, cast: Cast) -> Candidate:
    with store.look(cast.agency.id) as work:
        return work.get(Candidate, cast.priya.id)


class TestAsking:
    """What it takes."""

    def test_the_page_says_what_goes_what_stays_and_that_it_is_for_good(
        self, priya: FlaskClient, words: Callable[[TestResponse], str]
    ) -> None:
        page = words(priya.get("/mine/erasure"))
        for said in ("What goes", "What stays, and why", "without a name", "cannot be undone", "a code"):
            assert said in page

    def test_without_the_code_nothing_goes(
        self, priya: FlaskClient, store: Store, cast: Cast, code_for: CodeFor
    ) -> None:
        code = code_for(priya)
        for typed in ("", " ", "WRONGKEY", "x" * 500, "a\x00b", "🙏" * 2_000):
            answer = priya.post("/mine/erasure", data={"code": typed})
            assert answer.status_code == 422
            assert 'id="code-error"' in answer.text
        assert me(store, cast).erased_at is None
        assert code not in priya.get("/mine/erasure/code").text

    def test_five_tries_and_no_more(
        self, priya: FlaskClient, store: Store, cast: Cast, code_for: CodeFor
    ) -> None:
        code = code_for(priya)
        for _ in range(5):
            priya.post("/mine/erasure", data={"code": "WRONGKEY"})

        assert priya.post("/mine/erasure", data={"code": code}).status_code == 422
        assert me(store, cast).erased_at is None

    def test_a_code_runs_out(self, priya: FlaskClient, store: Store, cast: Cast, code_for: CodeFor) -> None:
        code = code_for(priya)
        real = store.now
        store.now = lambda: real() + timedelta(minutes=11)

        assert priya.post("/mine/erasure", data={"code": code}).status_code == 422
        assert me(store, cast).erased_at is None

    def test_the_newest_code_counts(
        self, priya: FlaskClient, store: Store, cast: Cast, code_for: CodeFor
    ) -> None:
        old, new = code_for(priya), code_for(priya)

        assert priya.post("/mine/erasure", data={"code": old}).status_code == 422
        assert priya.post("/mine/erasure", data={"code": new}).status_code == 303

    def test_nobodys_mailbox_is_flooded(self, priya: FlaskClient, code_for: CodeFor) -> None:
        for _ in range(6):
            code_for(priya)

        answer = priya.post("/mine/erasure/code")
        assert answer.status_code == 409
        assert "several codes" in answer.text

    def test_a_code_works_in_the_browser_that_asked_for_it_alone(
        self,
        priya: FlaskClient,
        store: Store,
        cast: Cast,
        sign_in_as: Callable[[Staff | Candidate], FlaskClient],
        code_for: CodeFor,
    ) -> None:
        code = code_for(priya)

        assert sign_in_as(cast.priya).post("/mine/erasure", data={"code": code}).status_code == 422
        assert me(store, cast).erased_at is None

    def test_a_code_to_be_erased_lets_nobody_in(
        self, priya: FlaskClient, client: FlaskClient, code_for: CodeFor
    ) -> None:
        code = code_for(priya)
        held = priya.get_cookie("relay_letters")
        assert held is not None
        client.set_cookie("relay_knock", f"{held.value}.")

        assert client.post("/key", data={"code": code}).status_code == 422

    def test_a_code_to_come_in_erases_nobody(
        self, priya: FlaskClient, store: Store, cast: Cast, shift: Shift
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            knocked = work.add(
                Challenge(
                    cookie_hash="a knock",
                    agency_id=cast.agency.id,
                    candidate_id=cast.priya.id,
                    made_at=work.now,
                    expires_at=work.now + timedelta(minutes=10),
                )
            )

        answer = priya.post("/mine/erasure", data={"code": shift.room.secrets.key(knocked.id)})
        assert answer.status_code == 422
        assert me(store, cast).erased_at is None

    def test_another_candidates_code_erases_nobody(
        self,
        priya: FlaskClient,
        store: Store,
        cast: Cast,
        sign_in_as: Callable[[Staff | Candidate], FlaskClient],
        code_for: CodeFor,
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            sam = registering.add_candidate(work, name="Sam Okoro", email="sam@example.com")
        code = code_for(sign_in_as(sam))

        assert priya.post("/mine/erasure", data={"code": code}).status_code == 422
        assert me(store, cast).erased_at is None

    def test_asking_twice_with_one_form_sends_one_code(
        self, priya: FlaskClient, store: Store, carry_out_all: Callable[[], None], post_box: PostBox
    ) -> None:
        for _ in range(2):
            priya.post("/mine/erasure/code", data={"submission_key": "k"})
        carry_out_all()

        assert len(post_box.envelopes) == 1


class TestErased:
    """What is left."""

    def test_no_word_of_hers_or_about_her_is_left_anywhere(
        self,
        store: Store,
        cast: Cast,
        lived: Letter,
        erased: Callable[[], None],
        carry_out_all: Callable[[], None],
        everything: Everything,
    ) -> None:
        carry_out_all()
        name = (MARK, "Priya", "Nair", "priya.nair")
        assert any(MARK in value for value in everything())

        erased()

        left = [value for value in everything() if any(word in value for word in name)]
        assert left == []
        assert not any("Every time we asked" in value for value in everything())

    def test_what_took_place_is_still_counted(
        self,
        store: Store,
        cast: Cast,
        lived: Letter,
        erased: Callable[[], None],
        alice: FlaskClient,
        bob: FlaskClient,
    ) -> None:
        with store.look(cast.agency.id) as work:
            before = [row.name for row in work.all(select(EventRow).order_by(EventRow.id))]
        erased()

        with store.look(cast.agency.id) as work:
            after = [row.name for row in work.all(select(EventRow).order_by(EventRow.id))]
            assert len(work.all(select(Interview))) == 1
            assert len(work.all(select(Letter))) == 1
        assert after[: len(before)] == before
        assert "candidate.erased" in after
        assert bob.get("/coverage").status_code == 200

    def test_every_way_in_ends(
        self,
        store: Store,
        cast: Cast,
        app: Flask,
        priya: FlaskClient,
        client: FlaskClient,
        lived: Letter,
        erased: Callable[[], None],
        post_box: PostBox,
        sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    ) -> None:
        other = sign_in_as(cast.priya)
        locator = next(mail.text for mail in post_box.envelopes if "/n/" in mail.text).split("/n/")[1][:43]
        erased()
        sent = len(post_box.envelopes)

        assert priya.get("/letters").status_code == 303
        assert other.get("/letters").status_code == 303
        assert client.post(f"/n/{locator}/code", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303
        with store.gate() as session:
            for kind, whose in (
                (SignInSession, SignInSession.person_id),
                (Locator, Locator.candidate_id),
                (Challenge, Challenge.candidate_id),
            ):
                assert session.scalars(select(kind).where(whose == cast.priya.id)).all() == []
        assert len(post_box.envelopes) == sent

    def test_sent_twice_it_is_done_once(
        self, priya: FlaskClient, store: Store, cast: Cast, code_for: CodeFor
    ) -> None:
        form = {"code": code_for(priya), "submission_key": "k"}
        assert priya.post("/mine/erasure", data=form).status_code == 303
        again = priya.post("/mine/erasure", data=form)

        assert again.headers["Location"].split("?")[0].endswith("/out")
        with store.look(cast.agency.id) as work:
            told = work.all(select(EventRow).where(EventRow.name == "candidate.erased"))
        assert len(told) == 1

    def test_mail_that_waits_does_not_leave(
        self,
        priya: FlaskClient,
        store: Store,
        cast: Cast,
        story: Story,
        lived: Letter,
        code_for: CodeFor,
        post_box: PostBox,
        carry_out_all: Callable[[], None],
    ) -> None:
        code = code_for(priya)
        with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
            [open_one] = work.all(select(Question).where(Question.answer_text.is_(None)))
            answering.answer_question(work, open_one.id, text="We looked into it.")
        sent = len(post_box.envelopes)
        priya.post("/mine/erasure", data={"code": code})
        carry_out_all()

        assert len(post_box.envelopes) == sent
        with store.look(cast.agency.id) as work:
            states = {notice.state for notice in work.all(select(Notice))}
            assert NoticeState.SEALED not in states

    def test_nobody_is_asked_and_no_word_is_owed_any_more(
        self, store: Store, cast: Cast, erased: Callable[[], None]
    ) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            request = asking.ask_by_link(work, cast.interview.id, contact_id=cast.tom.id)
        erased()

        with store.look(cast.agency.id) as work:
            [promise] = work.all(select(Promise))
            assert promise.state is PromiseState.WAIVED
            assert work.get(Request, request.id).state is RequestState.CLOSED

    def test_the_agency_sees_when_and_has_nothing_to_do(
        self,
        store: Store,
        cast: Cast,
        lived: Letter,
        alice: FlaskClient,
        bob: FlaskClient,
        erased: Callable[[], None],
    ) -> None:
        erased()
        day = me(store, cast).erased_at
        assert day is not None
        said = f"Erased on {day.day} {day:%B %Y}"

        assert said in alice.get(f"/candidates/{cast.priya.id}").text
        assert said in alice.get("/candidates").text
        assert "erased.invalid" not in alice.get("/candidates").text
        assert said not in alice.get("/today").text
        with store.look(cast.agency.id) as work:
            [message], [note] = work.all(select(Message)), work.all(select(Note))
            questions = work.all(select(Question))
            [thanks] = work.all(select(Thanks))
        for address in (
            f"/interviews/{cast.interview.id}",
            f"/interviews/{cast.interview.id}/review",
            f"/messages/{message.id}",
            f"/notes/{note.id}",
            f"/questions/{questions[0].id}",
            f"/thanks/{thanks.id}",
            "/flagged",
            "/interviews",
            "/stuck",
        ):
            for browser in (alice, bob):
                assert browser.get(address).status_code < 500, address


class TestAfterwards:
    """Nothing brings it back."""

    def test_no_step_writes_about_somebody_who_was_erased(
        self,
        store: Store,
        cast: Cast,
        story: Story,
        lived: Letter,
        erased: Callable[[], None],
        everything: Everything,
    ) -> None:
        erased()
        message, version = story.message()
        with store.look(cast.agency.id) as work:
            question = work.all(select(Question))[0]
            [thanks] = work.all(select(Thanks))
        form = capturing.NoteForm(MARK, NoteSource.CALL, quoted=False)
        wording = reviewing.Wording(MARK, MARK, version.number)
        appointment = scheduling.Appointment(wall(store.now() + timedelta(days=2)), "UTC", 60)
        interview = cast.interview.id
        steps: tuple[Callable[[Work], object], ...] = (
            lambda work: capturing.capture_note(work, interview, form),
            lambda work: capturing.keep_jotting(work, interview, MARK, 0),
            lambda work: reviewing.amend_message(work, message.id, wording),
            lambda work: reviewing.approve_message(
                work, message.id, number=version.number, text_hash=version.text_hash
            ),
            lambda work: reviewing.send_back_message(work, message.id, number=version.number, reason=MARK),
            lambda work: answering.answer_question(work, question.id, text=MARK),
            lambda work: thanking.pass_on_thanks(work, thanks.id, contact_id=cast.tom.id),
            lambda work: registering.change_candidate(
                work, cast.priya.id, name=MARK, email="back@example.com", called=MARK, zone="UTC"
            ),
            lambda work: scheduling.schedule_interview(
                work,
                candidate_id=cast.priya.id,
                job_id=cast.job.id,
                recruiter_id=cast.alice.id,
                stage=MARK,
                appointment=appointment,
            ),
            lambda work: scheduling.move_interview(work, interview, appointment),
            lambda work: scheduling.reinstate_interview(work, interview),
            lambda work: asking.ask_by_link(work, interview, contact_id=cast.tom.id),
            lambda work: asking.record_silence(work, interview),
        )
        for step in steps:
            with (
                pytest.raises(MoveError, match="asked to be erased"),
                store.work(cast.agency.id, cast.act_as(cast.alice)) as work,
            ):
                step(work)
        assert not any(MARK in value for value in everything())

    def test_the_desk_and_the_api_say_so(
        self, store: Store, cast: Cast, alice: FlaskClient, erased: Callable[[], None]
    ) -> None:
        erased()
        answer = alice.post(
            f"/candidates/{cast.priya.id}",
            data={"name": "Back", "email": "b@example.com", "called": "", "zone": "UTC", "version": "99"},
        )
        assert answer.status_code == 409
        assert "asked to be erased" in answer.text

    def test_a_late_consumer_does_no_harm(
        self,
        store: Store,
        cast: Cast,
        story: Story,
        lived: Letter,
        erased: Callable[[], None],
        carry_out_all: Callable[[], None],
        post_box: PostBox,
        let_leases_end: Callable[[], None],
        everything: Everything,
    ) -> None:
        erased()
        sent = len(post_box.envelopes)
        with store.look(cast.agency.id) as work:
            events = len(work.all(select(EventRow)))
        with store.gate() as session:
            session.execute(
                sa.update(Handoff).values(state=HandoffState.DUE, next_at=store.now(), attempts=0)
            )
        carry_out_all()

        with store.gate() as session:
            assert {row.state for row in session.scalars(select(Handoff))} == {HandoffState.DONE}
        assert len(post_box.envelopes) == sent
        with store.look(cast.agency.id) as work:
            assert len(work.all(select(EventRow))) == events
            assert work.all(select(Jotting)) == []
        assert not any(MARK in value for value in everything())

    def test_another_tab_that_is_still_being_served_writes_nothing_more(
        self,
        app: Flask,
        priya: FlaskClient,
        store: Store,
        cast: Cast,
        opened: Letter,
        everything: Everything,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        # Between letting the visitor in and their unit of work: where another tab's erasure would commit.
        def let_in(within: Store, token: str) -> SignedIn | None:
            known = find_signed_in(within, token)
            with store.work(cast.agency.id) as work:
                work.get(Candidate, cast.priya.id).erase(work.now)
            return known

        monkeypatch.setattr(visitors, "find_signed_in", let_in)
        answer = priya.post("/plan/actions", data={"what": MARK, "due_on": "2027-01-01"})

        assert answer.status_code == 409
        assert not any(MARK in value for value in everything())

    def test_a_note_that_was_not_read_yet_is_not_read_any_more(
        self,
        store: Store,
        cast: Cast,
        priya: FlaskClient,
        code_for: CodeFor,
        carry_out_all: Callable[[], None],
        everything: Everything,
    ) -> None:
        code = code_for(priya)
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            capturing.capture_note(
                work, cast.interview.id, capturing.NoteForm(f"{NOTE} {MARK}", NoteSource.CALL, quoted=False)
            )
        priya.post("/mine/erasure", data={"code": code})
        carry_out_all()

        assert not any(MARK in value for value in everything())
        with store.look(cast.agency.id) as work:
            assert work.all(select(Message)) == []

    def test_the_same_person_may_be_put_forward_anew_and_is_somebody_else(
        self, store: Store, cast: Cast, lived: Letter, erased: Callable[[], None]
    ) -> None:
        erased()
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            anew = registering.add_candidate(work, name="Priya Nair", email=cast.priya.email)

        assert anew.id != cast.priya.id
        with store.look(cast.agency.id) as work:
            assert work.all(select(Letter).where(Letter.candidate_id == anew.id)) == []

    def test_erasing_by_hand_without_a_code_is_refused(self, store: Store, cast: Cast) -> None:
        with pytest.raises(InvalidError), store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            erasing.erase_candidate(work, None)
        assert me(store, cast).erased_at is None


class TestTwoAgencies:
    """The same person at the same address, on two agencies' books: two records, doors and sessions."""

    @pytest.fixture
    def twin(self, store: Store, cast: Cast) -> Candidate:
        with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
            return registering.add_candidate(work, name="Priya N.", email=cast.priya.email)

    def test_each_shows_its_own_record_alone(
        self,
        priya: FlaskClient,
        cast: Cast,
        twin: Candidate,
        sign_in_as: Callable[[Staff | Candidate], FlaskClient],
        lived: Letter,
    ) -> None:
        there = sign_in_as(twin)

        assert priya.get("/mine/record.json").get_json()["agency"] == "Bright Road"
        theirs = there.get("/mine/record.json").get_json()
        assert (theirs["agency"], theirs["you"][0]["name"]) == ("Harbour Talent", "Priya N.")
        assert MARK not in there.get("/mine/record").text
        assert there.get(f"/letters/{lived.id}").status_code == 404

    def test_choices_and_browsers_are_apart(
        self,
        priya: FlaskClient,
        store: Store,
        cast: Cast,
        twin: Candidate,
        sign_in_as: Callable[[Staff | Candidate], FlaskClient],
    ) -> None:
        there = sign_in_as(twin)
        priya.post("/mine/mails", data={"quiet": "none"})
        priya.post("/mine/devices/ending")

        assert there.get("/mine").status_code == 200
        with store.look(cast.other_agency.id) as work:
            assert work.get(Candidate, twin.id).declined == []

    def test_erased_at_one_she_is_still_known_at_the_other(
        self,
        store: Store,
        cast: Cast,
        twin: Candidate,
        sign_in_as: Callable[[Staff | Candidate], FlaskClient],
        lived: Letter,
        erased: Callable[[], None],
    ) -> None:
        there = sign_in_as(twin)
        erased()

        assert there.get("/mine").status_code == 200
        with store.look(cast.other_agency.id) as work:
            assert work.get(Candidate, twin.id).email == cast.priya.email
