"""Settings: read once from the environment, checked all at once, and frozen.

Each setting is an environment variable with the prefix `RELAY_`; a secret may stand in a file named by `*_FILE`.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from environs import Env
from marshmallow import validate

Environment = Literal["development", "production", "test"]
MailWay = Literal["file", "console", "smtp"]
SHORTEST_SECRET = 32


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a process is told from outside."""

    environment: Environment
    demo: bool
    data: Path
    database_url: str
    redis_url: str | None
    secret_key: str
    base_url: str
    port: int
    mail: MailWay
    smtp_url: str
    mail_from: str
    log_level: str
    trusted_proxies: int
    metrics_token: str | None
    writers_inside: bool = False

    @property
    def secure(self) -> bool:
        """Whether the portal is served over TLS, and cookies may insist on it."""
        return self.base_url.startswith("https://")

    @property
    def mail_folder(self) -> Path:
        """Where the `file` channel puts outgoing mail."""
        return self.data / "mail"


class SettingsError(Exception):
    """The environment is not fit to start with; the message lists every fault."""


def secret(name: str) -> str | None:
    """A secret given in the environment, or in the file that `<name>_FILE` points to."""
    path = os.environ.get(f"RELAY_{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(f"RELAY_{name}") or None


def read_settings() -> Settings:
    """The settings of this process. Raises SettingsError naming every fault at once."""
    env = Env(prefix="RELAY_", eager=False)
    environment = env.str("ENVIRONMENT", "development", validate=validate.OneOf(get_args(Environment)))
    data = env.path("DATA", Path("data"))
    port = env.int("PORT", 8000, validate=validate.Range(1, 65535))
    demo = env.bool("DEMO", default=False)
    redis_url = env.str("REDIS_URL", None)
    base_url = env.str("BASE_URL", None)
    mail = env.str("MAIL", "file", validate=validate.OneOf(get_args(MailWay)))
    smtp_url = env.str("SMTP_URL", "smtp://localhost:25")
    mail_from = env.str("MAIL_FROM", "The relay <relay@localhost>")
    log_level = env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"]))
    trusted_proxies = env.int("TRUSTED_PROXIES", 0, validate=validate.Range(0, 5))
    writers_inside = env.bool("WRITERS_INSIDE", default=environment != "production")
    faults: list[str] = []
    try:
        env.seal()
    except Exception as error:
        raise SettingsError(str(error)) from error
    folder = Path(data).absolute()
    try:
        secret_key = secret("SECRET_KEY") or kept_secret(folder, environment)
        database_url = secret("DATABASE_URL") or f"sqlite:///{folder / 'relay.sqlite3'}"
        metrics_token = secret("METRICS_TOKEN")
    except OSError as error:
        raise SettingsError(f"A secret could not be read: {error}") from error
    if len(secret_key) < SHORTEST_SECRET:
        faults.append(f"RELAY_SECRET_KEY needs at least {SHORTEST_SECRET} characters.")
    if environment == "production" and not base_url:
        faults.append("RELAY_BASE_URL is needed in production: links in mails begin with it.")
    if environment == "production" and demo:
        faults.append(
            "RELAY_DEMO cannot be set in production: it shows outgoing mail, codes included, to anybody."
        )
    if faults:
        raise SettingsError("\n".join(faults))
    return Settings(
        environment=cast("Environment", environment),
        demo=demo,
        data=folder,
        database_url=database_url.replace("postgresql://", "postgresql+psycopg://", 1),
        redis_url=redis_url,
        secret_key=secret_key,
        base_url=(base_url or f"http://localhost:{port}").rstrip("/"),
        port=port,
        mail=cast("MailWay", mail),
        smtp_url=smtp_url,
        mail_from=mail_from,
        log_level=log_level,
        trusted_proxies=trusted_proxies,
        metrics_token=metrics_token,
        writers_inside=writers_inside,
    )


def kept_secret(folder: Path, environment: str) -> str:
    """The secret that `relay up` made for this data folder; empty where there is none, or in production."""
    path = folder / "secret_key"
    return path.read_text(encoding="utf-8").strip() if environment != "production" and path.exists() else ""
