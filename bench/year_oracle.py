"""What should have left the house in a simulated year: the calendar worked out anew, without a line of the product.

England's bank holidays are those of gov.uk for 2027 and the first of 2028.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOLIDAYS = {
    None: frozenset[date](),
    "GB-ENG": frozenset(
        date.fromisoformat(day)
        for day in (
            "2027-01-01",
            "2027-03-26",
            "2027-03-29",
            "2027-05-03",
            "2027-05-31",
            "2027-08-30",
            "2027-12-27",
            "2027-12-28",
            "2028-01-03",
        )
    ),
}
REMINDERS, PROMISE_DAYS, SILENT_AFTER = 2, 3, 2
NEAR = timedelta(minutes=2)
WAITING = ("Something is waiting for you", "Something has changed for you")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that left."""

    at: datetime
    to: str
    subject: str
    text: str


@dataclass(slots=True)
class Facts:
    """What people did about one interview, and when. `ended_at` is when word stopped being owed."""

    zone: str
    country: str | None
    contacts: Sequence[tuple[str, str]]
    owner: str
    candidate: str
    interview_id: str = ""
    ends_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    called_off: bool = False
    waived: bool = False
    reviewed: bool = False
    relayed: bool = False


@dataclass(slots=True)
class Verdict:
    """How a year went."""

    interviews: int = 0
    mails: int = 0
    missed: int = 0
    early: int = 0
    double: int = 0
    unfinished: int = 0
    examples: list[str] = field(default_factory=list)


def works(day: date, country: str | None) -> bool:
    """Whether it is a working day."""
    return day.isoweekday() <= 5 and day not in HOLIDAYS[country]


def wall(day: date, hour: int, zone: str) -> datetime:
    """An instant by a wall clock."""
    return datetime.combine(day, time(hour), ZoneInfo(zone))


def next_working(day: date, country: str | None) -> date:
    """The working day after."""
    day += timedelta(days=1)
    while not works(day, country):
        day += timedelta(days=1)
    return day


def in_hours(moment: datetime, zone: str, country: str | None) -> datetime:
    """The moment itself between nine and five, else the next nine o'clock."""
    local = moment.astimezone(ZoneInfo(zone))
    if works(local.date(), country):
        if local.hour < 9:
            return wall(local.date(), 9, zone)
        if local.hour < 17:
            return moment
    return wall(next_working(local.date(), country), 9, zone)


def after(moment: datetime, days: int, hour: int, zone: str, country: str | None) -> datetime:
    """So many working days later, at an hour."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    for _ in range(days):
        day = next_working(day, country)
    return wall(day, hour, zone)


def asks(facts: Facts, stop: datetime) -> Iterator[tuple[datetime, str]]:
    """Each mail that asks, to whom; the last, to the owner, tells that nobody answers."""
    moment = facts.ends_at or stop
    for address, zone in facts.contacts:
        moment = in_hours(moment, zone, facts.country)
        for _ in range(1 + REMINDERS):
            if moment > stop:
                return
            yield moment, address
            moment = after(moment, 1, 9, zone, facts.country)
    if moment <= stop:
        yield moment, facts.owner


def words(facts: Facts, relayed_at: datetime | None) -> Iterator[tuple[datetime, str]]:
    """Each mail that tells the candidate that word is late, or a new time."""
    if facts.ends_at is None:
        return
    due = after(facts.ends_at, PROMISE_DAYS, 17, facts.zone, facts.country)
    until = min((moment for moment in (relayed_at, facts.ended_at) if moment), default=None)
    while until is None or due < until:
        yield due, "We owe you word"
        settled = after(due, 1, 9, facts.zone, facts.country)
        if until is not None and settled > until:
            return
        yield settled, "A new time to hear from us"
        due = after(settled, PROMISE_DAYS, 17, facts.zone, facts.country)
        if due.year > 2027 and until is None and due > wall(date(2028, 2, 1), 0, "UTC"):
            return


def judge(facts: dict[str, Facts], mails: Sequence[Mail]) -> Verdict:
    """Hold what left against what should have."""
    verdict = Verdict(mails=len(mails))
    to_candidate: dict[str, list[Mail]] = {}
    to_house: dict[str, list[Mail]] = {}
    by_id = {known.interview_id: name for name, known in facts.items()}
    for mail in mails:
        if mail.to.endswith("@home.example"):
            to_candidate.setdefault(mail.to, []).append(mail)
        else:
            for name in names_in(mail, by_id):
                to_house.setdefault(name, []).append(mail)
    for name, known in facts.items():
        if known.ends_at is None:
            continue
        verdict.interviews += 1
        own = to_candidate.get(known.candidate, [])
        relayed_at = min((mail.at for mail in own if mail.subject in WAITING), default=None)
        late = [moment for moment, what in words(known, relayed_at) if what == "We owe you word"]
        # whoever answers after the second missed promise does so when nobody is asked any more
        given_up = late[SILENT_AFTER - 1] if len(late) >= SILENT_AFTER else None
        in_time = known.answered_at and given_up and known.answered_at <= given_up
        silent_at = None if in_time else given_up
        stops = [at for at in (known.answered_at, known.ended_at, silent_at, relayed_at) if at]
        stop = min(stops, default=wall(date(2028, 2, 1), 0, "UTC"))
        asked = [] if known.called_off else list(asks(known, stop))
        compare(verdict, name, asked, [(mail.at, mail.to) for mail in to_house.get(name, [])], stop)
        told = [] if known.called_off else list(words(known, relayed_at))
        heard = [
            (mail.at, mail.subject)
            for mail in own
            if mail.subject in ("We owe you word", "A new time to hear from us")
        ]
        compare(verdict, name, told, heard, relayed_at or known.ended_at or stop)
        verdict.unfinished += not (known.relayed or known.waived or known.called_off)
    return verdict


def names_in(mail: Mail, by_id: dict[str, str]) -> Iterator[str]:
    """Which interviews a mail to the house's people is about."""
    for line in mail.text.splitlines():
        if line.startswith("Candidate ") and "," in line:
            yield line.partition(",")[0]
        elif "/interviews/" in line and (name := by_id.get(line.rpartition("/")[2].strip())):
            yield name


def compare(
    verdict: Verdict,
    name: str,
    wanted: Sequence[tuple[datetime, str]],
    found: Sequence[tuple[datetime, str]],
    stop: datetime,
) -> None:
    """Pair each mail with the one that was due; one due at the very moment of the answer may or may not have left."""
    left = list(found)
    for moment, what in wanted:
        match = next((one for one in left if one[1] == what and abs(one[0] - moment) <= NEAR), None)
        if match is not None:
            left.remove(match)
        elif abs(moment - stop) > NEAR:
            verdict.missed += 1
            verdict.examples.append(f"missed {name}: {what} at {moment}")
    for at, what in left:
        if any(whom == what and at < moment for moment, whom in wanted):
            verdict.early += 1
        else:
            verdict.double += 1
        verdict.examples.append(f"not due {name}: {what} at {at}")
