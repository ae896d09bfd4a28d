"""FRONT DOOR. Pages for people: the desk, the candidate's letters, the client's link, the manager's windows and the administrator's forms."""

from flask import Flask

from relay.portal import admin, candidate, client, demo, desk, entrance, faults, flashes, frame, manager


def register(app: Flask) -> None:
    """Hang every page into the application."""
    frame.set_up(app)
    flashes.set_up(app)
    faults.set_up(app)
    entrance.register(app)
    desk.register(app)
    candidate.register(app)
    client.register(app)
    manager.register(app)
    admin.register(app)
    demo.register(app)
