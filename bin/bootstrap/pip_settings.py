"""uv does not read pip's configuration, so a machine that was told about its mirror tells uv nothing.

This reads what pip would read (configuration files, then PIP_* variables) and says the same to uv in its own
variables. What somebody has already said to uv is left alone.
"""

from __future__ import annotations

import os
import sys
from configparser import Error as BadConfiguration
from configparser import RawConfigParser
from pathlib import Path

SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def configuration_files(environ: dict[str, str]) -> list[Path]:
    """The configuration files of pip, weakest first, as its documentation lists them for Unix."""
    chosen = environ.get("PIP_CONFIG_FILE")
    if chosen == os.devnull:
        return []
    home = Path(environ.get("HOME") or Path.home())
    shared = environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    files = [Path(folder) / "pip" / "pip.conf" for folder in reversed(shared.split(":")) if folder]
    files.append(Path("/etc/pip.conf"))
    files.append(home / ".pip" / "pip.conf")
    files.append(Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip" / "pip.conf")
    files.append(Path(sys.prefix) / "pip.conf")
    if chosen:
        files.append(Path(chosen))
    return files


def pip_settings(environ: dict[str, str]) -> dict[str, str]:
    """What pip would use for `pip install`, by its option names: {"index-url": ..., "cert": ...}."""
    found: dict[str, str] = {}
    for path in configuration_files(environ):
        parser = RawConfigParser()
        try:
            parser.read(str(path), encoding="utf-8")
        except (BadConfiguration, OSError, UnicodeDecodeError):
            continue  # pip itself would complain of it; a set-up need not
        for section in ("global", "install"):
            if parser.has_section(section):
                found.update((key.replace("_", "-"), value) for key, value in parser.items(section))
    for key, value in environ.items():
        if key.startswith("PIP_"):
            found[key[4:].lower().replace("_", "-")] = value
    return {key: value.strip() for key, value in found.items() if value and value.strip()}


def as_uv_environment(environ: dict[str, str]) -> dict[str, str]:
    """A copy of `environ` in which uv is told what pip knows."""
    told = pip_settings(environ)
    ours: dict[str, str] = {}
    if "index-url" in told and "UV_INDEX_URL" not in environ:
        ours["UV_DEFAULT_INDEX"] = told["index-url"]
    if "extra-index-url" in told:
        ours["UV_INDEX"] = " ".join(told["extra-index-url"].split())
    if "find-links" in told:
        # pip shrugs at a folder that is not there; uv stops.
        links = [link for link in told["find-links"].split() if "://" in link or Path(link).is_dir()]
        ours["UV_FIND_LINKS"] = ",".join(links)
    if told.get("no-index", "").lower() in ("1", "true", "yes", "on"):
        ours["UV_NO_INDEX"] = "1"
    if "trusted-host" in told:
        ours["UV_INSECURE_HOST"] = " ".join(told["trusted-host"].split())
    if "timeout" in told:
        ours["UV_HTTP_TIMEOUT"] = str(max(30, int(float(told["timeout"]))))
    if "proxy" in told:
        ours["HTTP_PROXY"] = ours["HTTPS_PROXY"] = told["proxy"]
    if "cert" in told:
        ours["SSL_CERT_FILE"] = told["cert"]
    elif "SSL_CERT_FILE" not in environ and SYSTEM_CERTIFICATES.exists():
        ours["SSL_CERT_FILE"] = str(SYSTEM_CERTIFICATES)
    # Every file is checked against the hash in the lock, so whichever index has it may serve it, as with pip.
    ours["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    ours["UV_PYTHON_DOWNLOADS"] = "never"
    return dict({key: value for key, value in ours.items() if value}, **environ)
