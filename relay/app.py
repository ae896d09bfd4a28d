"""create_app(): the one place where Flask, settings and doors meet."""

from flask import Flask

from relay import api, portal
from relay.config import Settings
from relay.domain.tokens import Secrets
from relay.hall.access_log import set_up_access_log
from relay.hall.health import set_up_health
from relay.hall.house import EXTENSION, House
from relay.hall.security import set_up_security
from relay.hall.times import set_up_times
from relay.hall.visitors import set_up_visitors
from relay.hall.weight import set_up_weight
from relay.store.store import Store


def create_app(settings: Settings, store: Store) -> Flask:
    """The portal and the API over one store."""
    app = Flask("relay.portal")
    app.extensions[EXTENSION] = House(settings, store, Secrets(settings.secret_key))
    set_up_access_log(app)
    set_up_weight(app)
    set_up_security(app, settings)
    set_up_visitors(app)
    set_up_times(app)
    set_up_health(app)
    portal.register(app)
    api.register(app)
    return app
