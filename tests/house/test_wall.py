"""The wall between the note and the candidate, followed through the code by every name it uses.

`relay/portal/candidate` may import what is listed here and nothing else. A step of the journey is let through by the name
of its function, not by its module: from each name that is imported this follows, through every function and class that it
uses, whether anything behind the wall is reached. So `answering.ask_question` passes although `answering.answer_question`,
beside it in the same file, gathers notes to guard an answer.
"""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa
from jinja2 import Environment, nodes

from relay.domain.base import Base
from relay.domain.tables import MODULES

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "relay/portal/candidate"
PAGES = ROOT / "relay/portal/templates/candidate"

BEHIND = (
    "relay.domain.note",
    "relay.domain.reading",
    "relay.domain.message",
    "relay.domain.request",
    "relay.store.material",
    "relay.store.wordings",
    "relay.text",
    "relay.writers",
    "relay.reports",
)
# Every name the room may take from the rest of the house. None is "all of it": modules that know of no feedback.
ALLOWED: dict[str, frozenset[str] | None] = {
    "relay.vocabulary": frozenset(
        {"Competency", "Helpful", "Kind", "LoopOutcome", "ParagraphRole", "QuestionKind"}
    ),
    "relay.hall.evenly": None,
    "relay.hall.origin": None,
    "relay.hall.forms": None,
    "relay.hall.house": None,
    "relay.hall.policy": None,
    "relay.hall.security": None,
    "relay.hall.units": None,
    "relay.hall.visitors": None,
    "relay.store.work": frozenset({"Work"}),
    "relay.store.letters": frozenset({"find_letter"}),
    "relay.domain.errors": None,
    "relay.domain.action": frozenset({"UNDER_WAY", "Action", "ActionState", "Reflection"}),
    "relay.domain.agency": frozenset({"Agency"}),
    "relay.domain.candidate": frozenset({"Candidate"}),
    "relay.domain.client": frozenset({"Client"}),
    "relay.domain.interview": frozenset({"Interview", "InterviewState"}),
    "relay.domain.job": frozenset({"Job"}),
    "relay.domain.folding": None,
    "relay.domain.journal": frozenset({"CAN_BE_PUT_BACK", "EntryState", "JournalEntry"}),
    "relay.domain.letter": frozenset(
        {"READ", "TOLD", "Letter", "LetterItem", "LetterSentence", "LetterState", "Receipt"}
    ),
    "relay.domain.loop": frozenset({"Loop"}),
    "relay.domain.promise": frozenset({"Promise", "PromiseState"}),
    "relay.domain.share": frozenset({"Share", "ShareItem"}),
    "relay.domain.thanks": frozenset({"Thanks", "ThanksState"}),
    "relay.domain.self_view": frozenset({"Mark", "SelfMark", "SelfView"}),
    "relay.journey.recollecting": frozenset(
        {
            "LONGEST_VIEW",
            "find_interview",
            "find_self_view",
            "letter_was_opened",
            "skip_self_view",
            "was_held",
            "write_self_view",
        }
    ),
    "relay.journey.thanking": frozenset(
        {"LONGEST_THANKS", "find_thanks", "take_back_thanks", "write_thanks"}
    ),
    "relay.journey.acting": frozenset(
        {
            "LONGEST_ACTION",
            "commit_to_action",
            "find_action",
            "find_way",
            "fitted",
            "move_action",
            "reschedule_action",
            "share_action",
            "unshare_action",
        }
    ),
    "relay.journey.knocking": frozenset({"knock", "redeem_key"}),
    "relay.store.challenges": frozenset({"KEY_LIFE"}),
    "relay.domain.knock": frozenset({"Challenge"}),
    # Whom a mail went to, when, and which fixed wording: never what a client said. Each query of it names the candidate.
    "relay.domain.notice": frozenset({"Notice"}),
    "relay.domain.post": frozenset({"MailTopic", "quiet_hours"}),
    "relay.domain.quiet": frozenset({"Quiet", "hours_of"}),
    "relay.domain.tokens": frozenset({"hash_token"}),
    "relay.journey.choosing": frozenset(
        {
            "LONGEST_CALLED",
            "choose_details",
            "choose_mails",
            "end_other_sessions",
            "end_session",
            "standing_sessions",
        }
    ),
    "relay.journey.erasing": frozenset({"erase_candidate", "request_erasure", "try_code"}),
    "relay.portal.zones": None,
    "relay.domain.question": frozenset({"Question", "QuestionState", "Unsent"}),
    "relay.domain.wish": frozenset({"ASPECTS", "MOST_ASPECTS", "Wish"}),
    "relay.journey.wishing": frozenset(
        {"LONGEST_LINE", "find_wish", "make_wish", "may_wish", "take_back_wish"}
    ),
    "relay.journey.answering": frozenset(
        {
            "LONGEST_QUESTION",
            "answered_by",
            "ask_question",
            "find_unsent",
            "keep_unsent",
            "throw_away_unsent",
        }
    ),
    "relay.journey.reading": frozenset(
        {"LONGEST_WHY", "acknowledge_message", "open_message", "tell_helpfulness"}
    ),
    "relay.journey.sharing": frozenset(
        {
            "LIVES",
            "LONGEST_LINE",
            "Choice",
            "find_reader",
            "make_share",
            "revoke_share",
            "shares_of",
            "showable",
            "shown_actions",
            "shown_items",
            "token_of",
        }
    ),
    "relay.journey.signing_in": frozenset({"sign_out"}),
    "relay.domain.authenticator": frozenset({"Party", "party_of"}),
    "relay.store.ceremonies": frozenset({"CEREMONY_LIFE"}),
    "relay.journey.unlocking": frozenset(
        {
            "LONGEST_NAME",
            "MOST_PASSKEYS",
            "add_passkey",
            "ask_to_add",
            "begin_adding",
            "begin_coming_in",
            "challenge_of",
            "come_in",
            "end_adding",
            "passkeys_of",
            "remove_passkey",
        }
    ),
    "relay.journey.journaling": frozenset(
        {
            "LONGEST_ENTRY",
            "change_entry",
            "find_entries",
            "find_entry",
            "find_taken_out",
            "put_back_entry",
            "take_out_entry",
            "today",
            "write_entry",
        }
    ),
    "relay.portal.drawn": frozenset({"said", "seen_version"}),
    "relay.portal.lists": None,
}
LIBRARIES = {"flask", "icalendar", "sqlalchemy", "werkzeug"}
# Columns of tables on this side that hold the agency's own words or ways, not the candidate's.
NOT_HERS = {"reason", "recruiter_id", "answered_by_id"}


class Module:
    """One file: what it defines, and where its other names come from."""

    def __init__(self, name: str) -> None:
        """Read and parse it."""
        path = ROOT / Path(*name.split("."))
        source = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
        self.name = name
        self.tree = ast.parse(source.read_text())
        self.defined: dict[str, ast.AST] = {}
        self.imported: dict[str, tuple[str, str | None]] = {}
        for node in self.tree.body:
            self.note(node)

    def note(self, node: ast.stmt) -> None:
        """Keep what a statement at the top defines or imports."""
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            self.defined[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    self.defined[target.id] = node
        elif isinstance(node, ast.Import):
            for alias in node.names:
                self.imported[alias.asname or alias.name.partition(".")[0]] = (alias.name, None)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                is_module = is_ours(whole) and exists(whole)
                self.imported[alias.asname or alias.name] = (
                    (whole, None) if is_module else (node.module, alias.name)
                )

    def uses(self, node: ast.AST) -> set[tuple[str, str | None]]:
        """The (module, name) pairs that a piece of this file leads to."""
        found: set[tuple[str, str | None]] = set()
        for part in ast.walk(node):
            if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
                origin = self.imported.get(part.value.id)
                if origin and origin[1] is None:
                    found.add((origin[0], part.attr))
            elif isinstance(part, ast.Name):
                if part.id in self.defined:
                    found.add((self.name, part.id))
                elif part.id in self.imported:
                    found.add(self.imported[part.id])
            elif isinstance(part, ast.Import | ast.ImportFrom) and part not in self.tree.body:
                raise AssertionError(f"{self.name} imports inside a function, where nobody can follow")
        return found


def is_ours(name: str) -> bool:
    return name.partition(".")[0] in {"relay", "workers"}


def exists(name: str) -> bool:
    path = ROOT / Path(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


@cache
def module(name: str) -> Module:
    return Module(name)


def reach(start: set[tuple[str, str | None]]) -> dict[tuple[str, str | None], tuple[str, str | None]]:
    """All that `start` leads to, each with what led to it first."""
    came_from = {pair: pair for pair in start}
    waiting = list(start)
    while waiting:
        here = waiting.pop()
        name, thing = here
        if not is_ours(name) or thing is None or is_behind(name):
            continue
        home = module(name)
        if thing in home.imported:
            ahead = {home.imported[thing]}
        elif thing in home.defined:
            ahead = home.uses(home.defined[thing])
        else:
            continue
        for pair in ahead - came_from.keys():
            came_from[pair] = here
            waiting.append(pair)
    return came_from


def is_behind(name: str) -> bool:
    """Whether a module lies behind the wall."""
    return any(name == wall or name.startswith(f"{wall}.") for wall in BEHIND)


def trespasses(start: set[tuple[str, str | None]]) -> list[str]:
    """How something behind the wall is reached from `start`, as chains of names."""
    came_from = reach(start)
    chains = []
    for pair in came_from:
        if is_behind(pair[0]):
            chain = [pair]
            while came_from[chain[-1]] != chain[-1]:
                chain.append(came_from[chain[-1]])
            chains.append(" <- ".join(f"{name}.{thing}" for name, thing in chain))
    return chains


def rooms() -> list[str]:
    """The modules of the candidate's side."""
    return [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted(ROOM.rglob("*.py"))]


def test_the_candidates_side_takes_only_the_names_that_are_listed() -> None:
    assert len(rooms()) > 4
    for name in rooms():
        home = module(name.removesuffix(".__init__"))
        for origin, thing in home.imported.values():
            if origin.startswith("relay.portal.candidate"):
                continue
            if not is_ours(origin):
                top = origin.partition(".")[0]
                assert top in LIBRARIES or top in sys.stdlib_module_names, f"{name} imports {origin}"
                if top == "sqlalchemy":
                    assert (origin, thing) == ("sqlalchemy", "select"), f"{name} imports {origin}.{thing}"
                continue
            assert origin in ALLOWED, f"{name} imports {origin}"
            allowed = ALLOWED[origin]
            assert thing is not None, (
                f"{name} imports the whole of {origin}, so that nobody sees what it uses"
            )
            assert allowed is None or thing in allowed, f"{name} imports {thing} of {origin}"


def test_nothing_the_candidates_side_uses_leads_behind_the_wall() -> None:
    start: set[tuple[str, str | None]] = set()
    for name in rooms():
        home = module(name.removesuffix(".__init__"))
        start |= home.uses(home.tree)
        start |= {(home.name, thing) for thing in home.defined}
    assert ("relay.journey.answering", "ask_question") in start
    assert trespasses(start) == []


@pytest.mark.parametrize(
    "step",
    [
        ("relay.journey.answering", "answer_question"),
        ("relay.journey.reviewing", "approve_message"),
        ("relay.journey.relaying", "release_message"),
        ("relay.journey.capturing", "capture_note"),
        ("relay.journey.composing", "compose_message"),
    ],
)
def test_a_step_that_does_lead_there_is_found_out(step: tuple[str, str]) -> None:
    assert trespasses({step}) != []


def test_no_relationship_leads_from_what_is_allowed_to_what_is_not() -> None:
    assert MODULES
    entities = allowed_entities()
    assert {entity.__name__ for entity in entities} >= {"Letter", "Interview", "Promise", "Action"}
    forbidden = NOT_HERS | {
        relationship.key
        for entity in entities
        for relationship in sa.inspect(entity).relationships
        if relationship.mapper.class_ not in entities
    }
    assert {"recruiter", "contacts"} <= forbidden
    for path in sorted(ROOM.rglob("*.py")):
        used = {
            node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)
        }
        assert used & forbidden == set(), path.name
    for path in sorted(PAGES.rglob("*.html")):
        assert attributes_in(path) & forbidden == set(), path.name


def allowed_entities() -> set[type[Base]]:
    """The tables that the room may query, as classes."""
    names = {name for names in ALLOWED.values() for name in names or ()}
    return {mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__name__ in names}


def attributes_in(path: Path) -> set[str]:
    """Every attribute that a template asks for."""
    tree = Environment(autoescape=True).parse(path.read_text())
    dotted = {node.attr for node in tree.find_all(nodes.Getattr)}
    indexed = {
        node.arg.value
        for node in tree.find_all(nodes.Getitem)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)
    }
    return dotted | indexed
