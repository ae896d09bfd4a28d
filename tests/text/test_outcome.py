"""What a note says was decided, as the note itself tells it: the rules alone are asked, so that a failure names a rule."""

import numpy as np
import pytest

from relay.text.decide import decided
from relay.text.segment import segment
from relay.vocabulary import Outcome

FLAT = np.full(len(Outcome), 1 / len(Outcome), dtype=np.float32)

REJECTED = """It's a no from us, thanks.
We won't be taking her forward.
We went with another candidate.
No hire.
She's a no, but I would see her again if she gets a project behind her.
Regrets from us.
Thumbs down from me.
Below the line on this occasion.
We chose the lady already on our bank.
We are not proceeding.
The panel resolved, by four votes to three, not to appoint.
Outcome: regret.
Decision: not appointed; timing.
Knew his torque settings. Nah, sorry.
ITS A NO. TELL HIM THE JOB WENT QUIET.
The post has gone to our own trainee.
I would have offered, but the board won't have it.
We can't take her any further, and we wish her well.
No to Priya.
No from the Bursar.
Not this one, sorry. Ta for trying.
Profile not matching our requirement, kindly share other profiles.
Let him down gently for us.
We've offered it elsewhere.
So no for planner, but I'd see her tomorrow for the data job.
Panel liked her; it is a no for the automation role, sorry.
We shall not be making an offer.
Vote: two to one against. Decline.
The position does not call for a further meeting, so we will not proceed.
Ops loved her, MD didn't, MD wins."""

ADVANCED = """Bring her back for a second interview.
We are putting her through to the final round.
To medical.
Bring him in to see the office Thurs.
Wants him back for a Saturday.
Second round please.
Through.
Onsite next pls.
Can she come Tuesday at 2 to meet the area manager?
Get her in front of the VP next week.
Recommendation: proceed to final with the COO.
Selected for L2.
He's through to the technical panel on the 4th.
I'd like the trustees to have a look at him.
We'd be daft not to see her for the next stage.
Book him on the driving assessment.
Shortlisted for the final."""

OFFER = """Please make her an offer.
We'd like her to start in May.
Conditional offer, start date with the January cohort.
We should like to offer.
Tell him it's his if he'll have it.
Get him signed.
When can she start?
Start him Monday.
Hire her.
Offer, subject to DBS and the usual checks.
The job is hers if she wants it.
Appointed. Letter to follow.
We'd be mad not to hire him.
Kindly release offer letter, joining 1st of next month.
Good news, she's got the job."""

ON_HOLD = """No decision until the board meets.
Not a no. Not a yes. I'm off till after Eid, ask me then.
Hold fire, need to run it past Geoff.
Hold fire on the offer letter please.
Parked till the new quarter.
We are pausing until both have taught Year 10.
Sit tight.
Give us a fortnight.
Keep him warm, the req is frozen until April.
Verdict Monday.
So it's a wait.
Decision: HOLD.
Reserve list, valid for twelve months.
We'll come back to you once the budget is signed off."""

UNKNOWN = """She knew the billing queries well.
They'll talk Monday, nothing decided.
Hasn't made his mind up.
Shall we offer?
So is it a yes?
No word yet from the area manager.
He wants to sleep on it.
Verdict: none yet.
No problem with his notice, and no doubt about his manner.
Offered us three examples of a hard handover.
Told the customer no and explained why.
Passed the ball to the apprentice and let him finish the weld.
Spoke for ten minutes on the second stage of the boiler.
Thanks for putting her forward."""

CASES = [
    pytest.param(note, outcome, id=note[:50])
    for outcome, notes in (
        (Outcome.REJECTED, REJECTED),
        (Outcome.ADVANCED, ADVANCED),
        (Outcome.OFFER, OFFER),
        (Outcome.ON_HOLD, ON_HOLD),
        (Outcome.UNKNOWN, UNKNOWN),
    )
    for note in notes.splitlines()
]


def outcome(note: str, candidate: str = "Priya Nair") -> Outcome:
    return decided(segment(note), FLAT, note, candidate).outcome


@pytest.mark.parametrize(("note", "expected"), CASES)
def test_the_note_itself_tells_the_outcome(note: str, expected: Outcome) -> None:
    assert outcome(note) is expected


def test_an_empty_note_tells_nothing() -> None:
    assert outcome("") is Outcome.UNKNOWN


def test_the_answer_overrules_the_mail_quoted_below_it() -> None:
    assert outcome("Sorry, it's a no after all.\n> Yes please, bring her back Tuesday.") is Outcome.REJECTED


def test_an_older_mail_is_heard_where_the_newest_says_nothing() -> None:
    assert outcome("See below.\n\n> We won't be taking her forward.") is Outcome.REJECTED


def test_the_newest_of_mails_without_quotation_marks_stands_first() -> None:
    note = "From: Dawn\nHold fire please.\n\nFrom: Dawn\nSent: 7 June\nPlease go ahead and make the offer."
    assert outcome(note) is Outcome.ON_HOLD


def test_what_follows_a_reversal_overrules_what_stood_before_it() -> None:
    assert outcome("Book her medical. She was lovely. Scrub that, it's a no.") is Outcome.REJECTED


@pytest.mark.parametrize(
    ("candidate", "expected"), [("Adaeze Nwosu", Outcome.REJECTED), ("Peter Blunt", Outcome.OFFER)]
)
def test_of_two_candidates_each_gets_their_own_decision(candidate: str, expected: Outcome) -> None:
    note = "ADAEZE NWOSU. No. Guessed at the margin.\nPETER BLUNT. Offer him the job. Knew the range plan."
    assert outcome(note, candidate) is expected


def test_an_invitation_for_another_job_is_no_yes() -> None:
    assert outcome("It's a no. We'd be glad to see her for the other post.") is Outcome.REJECTED


def test_the_candidates_name_counts_in_small_letters_too() -> None:
    assert outcome("get priya back tuesday") is Outcome.ADVANCED


def test_the_words_that_decided_are_named() -> None:
    found = decided(segment("Good on joins. Second round please."), FLAT)
    assert found.outcome is Outcome.ADVANCED
    assert found.words == ("Second round please",)


def test_where_no_words_tell_it_the_tagger_does_and_no_words_are_named() -> None:
    chances = np.array([0.1, 0.1, 0.1, 0.6, 0.1], dtype=np.float32)
    found = decided(segment("She knew the billing queries well."), chances)
    assert found.outcome is Outcome.ON_HOLD
    assert found.words == ()


def test_a_clear_word_at_the_end_outweighs_the_tagger() -> None:
    chances = np.array([0.02, 0.02, 0.92, 0.02, 0.02], dtype=np.float32)
    assert (
        decided(segment("Lovely with the residents. It's a no from us."), chances).outcome is Outcome.REJECTED
    )


def test_a_long_line_is_read_in_linear_time() -> None:
    note = "no decision, offer her the second round " * 2500
    assert outcome(note) in Outcome
