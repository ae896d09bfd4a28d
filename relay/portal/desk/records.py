"""The records of the desk, hung in together: clients, contacts, jobs, candidates, interviews, and the search over them."""

from flask import Flask

from relay.portal.desk import (
    candidates,
    clients,
    contacts,
    interviews,
    jobs,
    merging,
    schedule,
    search,
    taking_part,
)
from relay.portal.lists import same_list


def register(app: Flask) -> None:
    """Hang these pages into the application, and give their lists the way to their other pages."""
    app.add_template_global(same_list)
    for door in (candidates, clients, contacts, interviews, jobs, merging, schedule, search, taking_part):
        app.register_blueprint(door.blueprint)
