"""Find the words that must never reach the candidate, at the width of the words that offend.

Four finders: what the tagger marked, patterns that are withheld as they stand (an address, a comparison's second half),
all that stands under a heading that says it is not for the candidate, and the rows and lines of a list of several candidates
that are on others. Where they overlap they become one run.
"""

import re
from collections.abc import Sequence
from functools import cache

from relay.text.lexicon import name_parts, phrases
from relay.text.permit import given_names
from relay.text.runs import WITHHOLD, Run
from relay.text.section import sections
from relay.text.shapes import About, Segment, WithheldRun
from relay.text.weigh import telling_words
from relay.text.wordings import Wordings
from relay.vocabulary import Reason

LEFT_OVER = re.compile(r"\w{2}")
# A table on several candidates, pasted: its head names a column of people, each row below opens with a cell.
TABLE_HEAD = re.compile(r"^[ \t|]*(?:name|candidate|applicant)s?[ \t]*[|\t][^\n]*$", re.I | re.M)
TABLE_ROW = re.compile(r"\n(?P<row>[ \t|]*(?P<name>[^|\t\n]{1,60}?)[ \t]*[|\t][^\n]*)")
# A line that opens with whom it is about: "Debs W - lively, light. NO".
CAPITAL = "[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u024f]"
NAMED_LINE = re.compile(
    rf"^[ \t*\u2022-]*(?P<line>(?P<name>{CAPITAL}[\w'\u2019-]+(?: {CAPITAL}[\w'\u2019-]*\.?){{0,2}}) ?(?: [-\u2013\u2014]|:) [^\n]+)",
    re.M,
)


def screen(
    note: str, found: Sequence[Run], segments: Sequence[Segment], about: About
) -> tuple[WithheldRun, ...]:
    """Return the withheld runs of a note on a candidate, in order of start, not overlapping."""
    every = [
        WithheldRun(run.start, run.end, run.reason, reading_of(run, note[run.start : run.end]))
        for run in found
        if run.kind == WITHHOLD
    ]
    every += by_pattern(note)
    every += under_heading(segments)
    every += rows_on_others(note, about)
    every += lines_on_others(note, about)
    return tuple(run for run in joined(every) if LEFT_OVER.search(note[run.start : run.end]))


def reading_of(run: Run, words: str) -> str:
    """Return how a run was read and which of its words speak for that."""
    told = telling_words("reason", run.reason.value, words)
    speaking = f" Words that speak for it: {', '.join(told)}." if told else ""
    return f"Read as {run.reason.label.lower()} ({run.chance:.0%}).{speaking}"


def by_pattern(note: str) -> list[WithheldRun]:
    """Return the runs that a pattern of the phrasebook names."""
    return [
        WithheldRun(place.start, place.end, reason, f"Always withheld: {reason.label.lower()}.")
        for reason, wordings in cut_rules().items()
        for place in wordings.places(note)
    ]


@cache
def cut_rules() -> dict[Reason, Wordings]:
    """Return the words that are withheld as they stand, by reason, from the phrasebook."""
    return {Reason(reason): Wordings(patterns) for reason, patterns in phrases("cut").items()}


def under_heading(segments: Sequence[Segment]) -> list[WithheldRun]:
    """Return all that stands under a heading such as "not for the candidate"."""
    return [
        WithheldRun(
            piece.start,
            piece.end,
            Reason.OFF_RECORD,
            "It stands under a heading that says it is not for the candidate.",
        )
        for piece, heading in zip(segments, sections(segments), strict=True)
        if heading == "hidden"
    ]


def own_names(about: About) -> set[str]:
    """Return the parts of the candidate's name, and of what they are called, in lower case."""
    return {name.lower() for name in (*name_parts(about.candidate), *name_parts(about.called))}


def rows_on_others(note: str, about: About) -> list[WithheldRun]:
    """Return the rows on other people of each table that has a row on the candidate as well."""
    own = own_names(about)
    found: list[WithheldRun] = []
    for head in TABLE_HEAD.finditer(note):
        rows, at = [], head.end()
        while row := TABLE_ROW.match(note, at):
            rows.append(row)
            at = row.end()
        others = [row for row in rows if not own & {name.lower() for name in name_parts(row["name"])}]
        if len(others) < len(rows):
            found += [
                WithheldRun(
                    row.start("row"),
                    row.end("row"),
                    Reason.OTHER_CANDIDATE,
                    "It is a row on somebody else in a table on several candidates.",
                )
                for row in others
            ]
    return found


def lines_on_others(note: str, about: About) -> list[WithheldRun]:
    """Return the lines on other candidates where one line opens with this candidate's name and others with somebody else's.

    Those of the interviewers are what they say, and stay.
    """
    lines = list(NAMED_LINE.finditer(note))
    own = own_names(about)
    if not any(line["name"].split()[0].lower() in own for line in lines):
        return []
    known = own | {part.lower() for name in about.interviewers for part in name_parts(name)}
    return [
        WithheldRun(
            line.start("line"),
            line.end("line"),
            Reason.OTHER_CANDIDATE,
            "It is a line on somebody else in a list of several candidates.",
        )
        for line in lines
        if line["name"].split()[0].lower() not in known and is_name(line["name"])
    ]


def is_name(words: str) -> bool:
    """Tell whether capitalised words are somebody's name: a given name or a letter that English lacks opens them, or an initial ends them."""
    parts = words.split()
    initial = len(parts) == 2 and len(parts[1].rstrip(".")) == 1
    return initial or parts[0].lower() in given_names() or not parts[0][0].isascii()


def joined(every: Sequence[WithheldRun]) -> list[WithheldRun]:
    """Return the runs with those that overlap made one; the one that begins first gives the reason."""
    made: list[WithheldRun] = []
    for run in sorted(every, key=lambda r: (r.start, -r.end)):
        if made and run.start < made[-1].end:
            last = made[-1]
            made[-1] = WithheldRun(last.start, max(last.end, run.end), last.reason, last.because)
        elif run.end > run.start:
            made.append(run)
    return made
