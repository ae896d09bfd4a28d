"""The agency: the tenant to which every other row belongs."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from relay.domain.base import Base, closed, new_id
from relay.domain.calendar import Calendar
from relay.domain.events import AgencyChanged, AgencyFounded, Event, ExamplesExported
from relay.domain.quiet import Hours
from relay.vocabulary import Tone


class Agency(Base, kw_only=True, repr=False, eq=False):
    """One agency. Its id is the `agency_id` of all its rows, this one included.

    `country` says which public holidays count (`relay/domain/calendar.py`). `asks` tells whether contacts are asked by link
    when an interview ends; `reminders` is how many follow, `remind_every` so many working days. After a missed promise the
    recruiter has `grace_days` working days to name a new time before the policy does. `greeting` and `farewell`, where set, stand in
    messages instead of those of the tone; without the name and the comma that follow them. `quiet_from` and `quiet_to` are the hours
    in which its candidates get no mail, on their own clocks, unless they choose others; None where there are none.
    Within `fairness_days` working days a manager answers a concern about fairness.
    """

    __tablename__ = "agency"

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    name: Mapped[str]
    zone: Mapped[str]
    tone: Mapped[Tone] = mapped_column(closed(Tone), default=Tone.WARM)
    promise_days: Mapped[int] = mapped_column(default=3)
    country: Mapped[str | None] = mapped_column(default=None)
    asks: Mapped[bool] = mapped_column(default=True)
    remind_every: Mapped[int] = mapped_column(default=1)
    reminders: Mapped[int] = mapped_column(default=2)
    grace_days: Mapped[int] = mapped_column(default=1)
    fairness_days: Mapped[int] = mapped_column(default=3)
    greeting: Mapped[str | None] = mapped_column(default=None)
    farewell: Mapped[str | None] = mapped_column(default=None)
    quiet_from: Mapped[str | None] = mapped_column(default=None)
    quiet_to: Mapped[str | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=0, init=False)

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012 - read by SQLAlchemy

    @property
    def agency_id(self) -> UUID:
        """The tenant this row belongs to: itself."""
        return self.id

    @property
    def calendar(self) -> Calendar:
        """Its working days, on its own clocks."""
        return Calendar(self.zone, self.country)

    @property
    def news(self) -> list[tuple[int, Event]]:
        """Events recorded and not yet written, each with its number within the subject."""
        news: list[tuple[int, Event]] = self.__dict__.setdefault("_news", [])
        return news

    def record(self, event: Event) -> None:
        """Note that `event` happened to this agency."""
        self.version += 1
        self.news.append((self.version, event))

    def found(self) -> None:
        """Tell that it exists."""
        self.record(AgencyFounded(agency_id=self.id))

    def change(self, *, name: str, zone: str, tone: Tone, promise_days: int) -> None:
        """Set how it is called, where its clocks stand, how it speaks and what it promises (in working days)."""
        self.name, self.zone, self.tone, self.promise_days = name, zone, tone, promise_days
        self.record(AgencyChanged(agency_id=self.id))

    def set_manner(self, *, greeting: str | None, farewell: str | None) -> None:
        """Set how its messages greet and take their leave; None leaves it to the tone."""
        if (greeting, farewell) != (self.greeting, self.farewell):
            self.greeting, self.farewell = greeting, farewell
            self.record(AgencyChanged(agency_id=self.id))

    def set_quiet(self, hours: Hours | None) -> None:
        """Set the hours in which candidates get no mail, unless they choose others; None for no such hours."""
        chosen = (hours.start, hours.end) if hours else (None, None)
        if chosen != (self.quiet_from, self.quiet_to):
            self.quiet_from, self.quiet_to = chosen
            self.record(AgencyChanged(agency_id=self.id))

    def set_fairness(self, days: int) -> None:
        """Set within how many working days a manager answers a concern about fairness."""
        if days != self.fairness_days:
            self.fairness_days = days
            self.record(AgencyChanged(agency_id=self.id))

    def set_asking(
        self, *, country: str | None, asks: bool, remind_every: int, reminders: int, grace_days: int
    ) -> None:
        """Set which holidays count, whether and how often contacts are asked, and the grace after a missed promise."""
        self.country, self.asks = country, asks
        self.remind_every, self.reminders, self.grace_days = remind_every, reminders, grace_days
        self.record(AgencyChanged(agency_id=self.id))

    def export_examples(self, count: int) -> None:
        """Tell that so many corrected notes left the house as examples."""
        self.record(ExamplesExported(agency_id=self.id, count=count))
