import pytest

from relay.text.reword import reword
from relay.vocabulary import Kind
from tests.text.people import PRIYA

SAID = [
    ("She explained the retry design clearly", "You explained the retry design clearly"),
    ("Priya knows her VAT", "You know your VAT"),
    ("asked how we define an active user", "You asked how they define an active user"),
    ("she's never sold a regulated product", "You've never sold a regulated product"),
    ("he couldn't say what a slip costs", "You couldn't say what a slip costs"),
    ("Has never isolated a bus", "You have never isolated a bus"),
    ("thanked Tom for the correction", "You thanked the interviewer for the correction"),
    ("Her queries were neat", "Your queries were neat"),
    ("Sound on COSHH and PPE", "You were sound on COSHH and PPE"),
    ("Didnt ask about users", "You didn't ask about users"),
    ("her SQL was embarrassing", "Your SQL was not where they needed it to be"),
    ("told Graham she knew SQL", "You told one of the team you knew SQL"),
    ("asked the customer what she needed", "You asked the customer what they needed"),
    (
        "asked Tom twice and told her story in order",
        "You asked the interviewer twice and told your story in order",
    ),
    (
        "Asked how she would handle it she told us the form number",
        "When asked how you would handle it, you told them the form number",
    ),
    ("told her once and she had it from then on", "They told you once and you had it from then on"),
    ("thin on SQL; kept going back to Excel", "You were thin on SQL; you kept going back to Excel"),
    ("Bundle test spotless", "Your bundle test was spotless"),
    ("Offset change done in four minutes", "Your offset change was done in four minutes"),
    ("answers could be shorter", "Your answers could be shorter"),
    ("she talks over people and checks nothing", "You talk over people and check nothing"),
    ("Does she listen, no", "You don't listen"),
    ("looks you in the eye", "You look them in the eye"),
    ("she's used our serum since uni", "You've used their serum since uni"),
    ("stakeholders 4 - got a CFO to sponsor it", "On stakeholders, you got a CFO to sponsor it"),
    ("Her charter party terms are new to", "Your charter party terms are new to you"),
    ("Wants offshore and has done since school", "You want offshore and have done since school"),
    ("scrub count perfect, called out the swab", "Your scrub count was perfect; you called out the swab"),
    (
        "told our deputy he was coiling it the wrong way",
        "You told their deputy they were coiling it the wrong way",
    ),
    ("Didn't waffle once", "You kept to the point throughout"),
    ("Good on the phone, warm, knows the rota", "You were good on the phone, warm; you know the rota"),
    ("Saturdays are fine", "Saturdays are fine"),
    ("He'd his certificates with him", "You had your certificates with you"),
    (
        'asked to see the backlog "because I like a backlog',
        "You asked to see the backlog “because I like a backlog”",
    ),
    ("Guessed loudly on materiality and was wrong", "You guessed loudly on materiality and were wrong"),
    (
        "asked the site engineer what downtime costs him before he mentioned a pump",
        "You asked the site engineer what downtime costs them before you mentioned a pump",
    ),
    ('calls "heads" every time', "You call “heads” every time"),
    ("she found her short with the merchandiser", "They found you short with the merchandiser"),
    ("she said what she could tell her", "You said what you could tell the other person"),
    ("pick errors went from 3% to under 1", "Pick errors went from 3% to under 1"),
    (
        "I'd see her again with an M&E project behind her",
        "They'd see you again with an M&E project behind you",
    ),
    ("voice doesn't carry across the field yet", "Your voice doesn't carry across the field yet"),
    ("HPLC she knows from inside", "You know HPLC from inside"),
    ("lift plan he marked up better than ours was", "You marked up the lift plan better than theirs was"),
    ("Sling sizes she wasn't sure of", "You weren't sure of sling sizes"),
    ("Year end, she could do it in her sleep", "You could do the year end in your sleep"),
    ("Temporary works, he asked for the register", "On temporary works, you asked for the register"),
    ("the email she drafted was clear", "The email you drafted was clear"),
    ("CPR deadlines by heart", "Your CPR deadlines were by heart"),
    ("Resilience - good", "Your resilience was good"),
    ("phones good", "Your phones were good"),
    ("KQL quicker", "Your KQL was quicker"),
    ("well mannered", "You were well mannered"),
    ("Right to work fine", "Right to work was fine"),
    ("part-time suits", "Part-time suits you"),
    ("own van, licence clean", "You have your own van, licence clean"),
    ("Four weeks' notice", "You have four weeks' notice to give"),
    ("Up-sold two bottles", "You up-sold two bottles"),
    ("starts in 2 weeks", "You start in 2 weeks"),
    ("Reads ground", "You read ground"),
    ("assembly was beautifully pitched", "Assembly was beautifully pitched"),
    ("nails she was frightened of", "You were frightened of nails"),
    ("4 - got a CFO to sponsor it", "You got a CFO to sponsor it"),
    ("Her trainees stay", "Your trainees stay"),
    ("told an owner the truth and kept her smiling", "You told an owner the truth and kept them smiling"),
    ("Stood up to him over quorum", "You stood up to them over quorum"),
    ("when she came in late she covered for her", "When you came in late, you covered for them"),
    ("explained it without making us feel stupid", "You explained it without talking down to them"),
    ("split the bill without fuss", "You split the bill without fuss"),
    ("took the call in German for our team", "You took the call in German for their team"),
    ('asks "what changed?" before touching anything', "You ask “what changed?” before touching anything"),
    ("speaks of residents by name", "You speak of residents by name"),
    ("brakes done right", "Your brakes were done right"),
    ("Split shifts and weekends no trouble", "Your split shifts and weekends were no trouble"),
    ("Corporate tax: very comfortable", "On corporate tax, you were very comfortable"),
    ("Own transport: yes", "You have your own transport"),
    ("gloves on before she touched anything", "You had your gloves on before you touched anything"),
    ("he heard him out and didn't budge", "You heard the other person out and didn't budge"),
    ("stood back and let her finish", "You stood back and let them finish"),
    ("Store 3 she got drawn into a row", "At store 3, you got drawn into a row"),
    ("his publications are not unimpressive", "Your publications are good"),
    ('"I" not "we" throughout', "“I” not “we” throughout"),
]


IMPROVED = [
    ("no questions for us", "You had no questions for them"),
    ("should read up on the grid code", "They suggest that you read up on the grid code"),
    (
        "bring the logbook next time, she'd left it at home",
        "Their advice: bring the logbook next time; you'd left it at home",
    ),
    ("more depth on pricing", "They would have liked more depth on pricing"),
    ("rambled", "You went on longer than needed"),
    ("answers lacked shape", "Your answers needed more shape"),
    ("weak on leading people", "You were less sure on leading people"),
    ("case exercise was poor", "Your case exercise was less strong than they hoped"),
    ("Hands in pockets at the pass", "You had your hands in your pockets at the pass"),
    ("Solid Python, thin on SQL", "Your Python was solid, but you were thin on SQL"),
    ("an automatic fail, I'm afraid", "an automatic fail"),
    ("wine list: safe on whites", "On the wine list, you were safe on whites"),
    ("memoQ a mystery to her", "Your memoQ was a mystery to you"),
    ("hands never still", "Your hands were never still"),
    ("camera pointing at the ceiling", "Your camera was pointing at the ceiling"),
    ("low energy on Zoom", "Your energy was low on Zoom"),
    ("Savings example had no before", "Your savings example had no before"),
    ("presentation three minutes over", "Your presentation was three minutes over"),
    ("Not a leader", "They did not see you as a leader"),
    ("greenhouse computer not used before", "You had not used the greenhouse computer before"),
    ("Sickness management she left to HR", "You left sickness management to HR"),
    ("Bin lorry hydraulics she's shaky", "On bin lorry hydraulics, you're shaky"),
    ("Company knowledge - poor", "Your company knowledge was not as strong as they hoped"),
    ('rent checks "the office does them"', "On rent checks, you said “the office does them”"),
    (
        "Asked for a family she had found hard, she offered a type",
        "When asked for a family you had found hard, you offered a type",
    ),
    ("less so with the older ones", "You were less strong with the older ones"),
    ("It left out what losing would cost", "It left out what losing would cost"),
    ("has she ever sent anyone home? no", "You haven't ever sent anyone home"),
    ("Paperwork? sighed", "On paperwork, you sighed"),
    ('Budgets: "finance does that"', "On budgets, you said “finance does that”"),
    ("Questions for us: none", "You had no questions for them"),
    ("Ask her a thing and you get another", "When they ask you a thing, they get another"),
    ("KPIs she had none", "On KPIs, you had none"),
    ("communicator she is not", "You came across as less of a communicator"),
    ("Less sure of her on ventilation", "They were less sure of you on ventilation"),
    ("thinks compliance is theatre", "You think compliance is theatre"),
    ("slow to get to the offer", "You were slow to get to the offer"),
    ("perhaps a little deferential", "You were perhaps a little deferential"),
    ("muddled precision and recall", "You mixed up precision and recall"),
    ("I found her merely short", "They found you merely short"),
    ("Only grumble: she never asked", "You never asked"),
    ("why consulting, beyond the travel", "They would have liked to hear why consulting, beyond the travel"),
]


@pytest.mark.parametrize(("words", "said"), IMPROVED, ids=[words for words, _ in IMPROVED])
def test_what_to_work_on_is_said_kindly_and_truly(words: str, said: str) -> None:
    made = reword(words, PRIYA, Kind.IMPROVEMENT, "she")
    assert made is not None
    assert made.text == said


@pytest.mark.parametrize(("words", "said"), SAID, ids=[words for words, _ in SAID])
def test_a_clause_is_said_to_the_candidate(words: str, said: str) -> None:
    made = reword(words, PRIYA)
    assert made is not None
    assert made.text == said


REFUSED = [
    pytest.param("he is an idiot", id="an insult that has no kinder form"),
    pytest.param("she scored 4/10 on SQL", id="a score"),
    pytest.param("mail her on a@b.example", id="an address"),
    pytest.param("she mentioned her pregnancy", id="a protected characteristic"),
    pytest.param("", id="nothing"),
]


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_not_understood_or_not_fit_is_refused(words: str) -> None:
    assert reword(words, PRIYA) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("she ran the Salford job with sixty people", "You ran the Salford job with sixty people"),
        ("she's used Mews", "You've used Mews"),
        ("can make a proper Sazerac", "You can make a proper Sazerac"),
    ],
)
def test_a_capital_may_name_a_place_a_tool_or_a_drink(words: str, said: str) -> None:
    made = reword(words, PRIYA)
    assert made is not None
    assert made.text == said


@pytest.mark.parametrize("words", ["ran the Siobhan interview", "clashed with Pemberton over the rota"])
def test_a_capital_that_may_be_somebody_is_not_said(words: str) -> None:
    assert reword(words, PRIYA) is None
