"""The desk: what recruiters work at all day."""

from flask import Flask

from relay.portal.desk import (
    askings,
    capture,
    interview,
    notices,
    nudges,
    questions,
    records,
    release,
    review,
    ruling,
    second_chances,
    several,
    standing,
    thanks,
    today,
    wishes,
    wording,
)


def register(app: Flask) -> None:
    """Hang these pages into the application."""
    app.add_template_filter(standing.of_interview, "interview_standing")
    app.add_template_filter(standing.of_message, "message_standing")
    app.add_template_filter(standing.of_letter, "letter_standing")
    app.register_blueprint(today.blueprint)
    app.register_blueprint(interview.blueprint)
    app.register_blueprint(askings.blueprint)
    app.register_blueprint(capture.blueprint)
    app.register_blueprint(several.blueprint)
    app.register_blueprint(review.blueprint)
    app.register_blueprint(ruling.blueprint)
    app.register_blueprint(wording.blueprint)
    app.register_blueprint(release.blueprint)
    app.register_blueprint(questions.blueprint)
    app.register_blueprint(notices.blueprint)
    app.register_blueprint(thanks.blueprint)
    app.register_blueprint(nudges.blueprint)
    app.register_blueprint(second_chances.blueprint)
    app.register_blueprint(wishes.blueprint)
    records.register(app)
