"""The timeline says what happened in plain sentences, and knows a sentence for everything that can happen."""

from datetime import timedelta
from string import Formatter

from relay.domain.events import EVENTS
from relay.domain.request import RequestChannel
from relay.journey import acting, answering, asking, reading
from relay.reports.timeline import SENTENCES, timeline
from relay.store.material import load_interview
from relay.store.store import Store
from relay.vocabulary import QuestionKind
from tests.cast import Cast, Story

NAMES = {"candidate", "contact", "source", "kind"}


def lines(store: Store, cast: Cast) -> list[tuple[str, str | None]]:
    """What the timeline of the cast's interview says, and who did it."""
    with store.look(cast.agency.id) as work:
        entries = timeline(work, load_interview(work, cast.interview.id))
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    return [(entry.what, entry.who) for entry in entries]


def test_no_event_lacks_a_sentence_and_no_sentence_lacks_an_event() -> None:
    assert set(SENTENCES) == set(EVENTS)


def test_a_sentence_asks_only_for_what_its_event_carries() -> None:
    for name, (sentence, _tone) in SENTENCES.items():
        wanted = {field for _, field, _, _ in Formatter().parse(sentence) if field}
        assert wanted <= NAMES | set(EVENTS[name].__dataclass_fields__), name


def test_a_walk_is_told_with_who_and_when(store: Store, cast: Cast, story: Story) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        asking.record_request(work, cast.interview.id, contact_id=cast.tom.id, channel=RequestChannel.CALL)
    letter = story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        answering.ask_question(work, letter.id, kind=QuestionKind.FAIRNESS, text="Was this fair?")

    told = lines(store, cast)

    assert ("Interview scheduled, and word promised to Priya", "Alice Moreau") in told
    assert ("Tom Becker was asked for feedback", "Alice Moreau") in told
    assert ("Note captured, from an e-mail", "Alice Moreau") in told
    assert ("Note read into points", "by itself") in told
    assert ("Version 1 relayed to Priya", "by itself") in told
    assert ("Priya opened the letter", None) in told
    assert ("Priya asked about fairness", None) in told


def test_it_holds_nobodys_words(store: Store, cast: Cast, story: Story) -> None:
    story.capture("Priya was clear about canary-4711 and call me on 0161 496 0148.")

    assert not [what for what, _ in lines(store, cast) if "canary" in what or "496 0148" in what]


def test_another_interview_does_not_run_into_it(store: Store, cast: Cast, story: Story) -> None:
    before = lines(store, cast)
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        acting.commit_to_action(work, what="Practise", due_on=work.now.date() + timedelta(days=7))

    assert lines(store, cast) == before
