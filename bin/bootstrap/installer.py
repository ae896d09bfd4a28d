"""Finding uv, or fetching the pinned one, on machines that may hold nothing but python3.

Debian and Ubuntu take both `pip` and `ensurepip` out of python3, so `python3 -m venv` alone fails there. The roads, in
order: uv on PATH; the pip that is there (as a module, or as a wheel that ensurepip or a distribution carries); the
index that the machine was told of, read directly; the distribution's own pip wheel, downloaded without being installed,
which needs no rights. Whatever the road, the file must have a hash of requirements-installer.txt.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urljoin

from bootstrap.pip_settings import SYSTEM_CERTIFICATES, pip_settings
from bootstrap.saying import SetUpError, say

LOCK = "requirements-installer.txt"
OLDEST_UV = (0, 5)  # older ones do not know `pip sync --require-hashes` with markers as the locks use them
LINK = re.compile(r'href="([^"#]+)#sha256=([0-9a-f]{64})"')


def find_or_fetch_uv(root: Path, tools: Path) -> Path:
    """A uv that runs; `tools` is the folder a fetched one is kept in."""
    on_path = shutil.which("uv")
    if on_path and version_of(on_path) >= OLDEST_UV:
        say(f"  using the uv at {on_path}")
        return Path(on_path)
    fetched = tools / "bin" / "uv"
    if fetched.exists() and version_of(str(fetched)) >= OLDEST_UV:
        return fetched
    reasons = []
    for road in (by_pip, by_index, by_distribution):
        try:
            how = road(root / LOCK, tools)
        except (SetUpError, OSError, subprocess.SubprocessError) as error:
            reasons.append(f"{road.__name__.replace('_', ' ')}: {error}")
            continue
        if version_of(str(fetched)) >= OLDEST_UV:
            say(f"  fetched uv {how}")
            return fetched
        reasons.append(f"{road.__name__.replace('_', ' ')}: what it fetched does not run here")
    raise SetUpError(
        "The installer uv could not be had:\n    "
        + "\n    ".join(reasons)
        + "\n  Do one of these and start again: install uv; install python3-pip; or set PIP_INDEX_URL to the package "
        "index this machine may use (behind a proxy also HTTPS_PROXY, with an own authority SSL_CERT_FILE)."
    )


def version_of(uv: str) -> tuple[int, ...]:
    """(0, 13, 9), or (0,) where it does not answer: a shim on PATH may stand for nothing."""
    try:
        answer = subprocess.run(
            [uv, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, timeout=30
        )
    except (OSError, subprocess.SubprocessError):
        return (0,)
    number = re.search(rb"(\d+)\.(\d+)\.(\d+)", answer.stdout)
    return tuple(int(part) for part in number.groups()) if number else (0,)


def by_pip(lock: Path, tools: Path) -> str:
    """With this python's own pip, or one that lies about as a wheel: pip knows its index and certificates itself."""
    if run_python(["-m", "pip", "--version"]) == "":
        install_with(["-m", "pip"], lock, tools)
        return "with pip"
    wheel = next(iter(pip_wheels()), None)
    if wheel is None:
        raise SetUpError("this python3 has neither pip nor ensurepip")
    install_with([f"{wheel}/pip"], lock, tools)
    return f"with {wheel.name}"


def pip_wheels() -> list[Path]:
    """The pip that ensurepip carries, or that Debian ships for it."""
    folders = [Path(os.__file__).parent / "ensurepip" / "_bundled", Path("/usr/share/python-wheels")]
    return [wheel for folder in folders for wheel in sorted(folder.glob("pip-*.whl"))]


def by_index(lock: Path, tools: Path) -> str:
    """Straight from the simple index that pip's settings name: one page of links, one wheel."""
    told = pip_settings(dict(os.environ))
    index = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL") or told.get("index-url")
    if not index:
        raise SetUpError("no package index is configured (PIP_INDEX_URL or pip.conf)")
    certificates = os.environ.get("SSL_CERT_FILE") or told.get("cert")
    if not certificates and SYSTEM_CERTIFICATES.exists():
        certificates = str(SYSTEM_CERTIFICATES)
    trust = ssl.create_default_context(cafile=certificates)
    page_url = index.rstrip("/") + "/uv/"
    page = read_url(page_url, trust).decode("utf-8", "replace")
    wanted = set(re.findall(r"sha256:([0-9a-f]{64})", lock.read_text()))
    for link, digest in LINK.findall(page):
        if digest in wanted and fits_this_machine(unquote(link)):
            wheel = read_url(urljoin(page_url, link), trust)
            if hashlib.sha256(wheel).hexdigest() != digest:
                raise SetUpError("the wheel that the index sent is not the one the lock names")
            unpack(wheel, tools)
            return "from the configured index"
    raise SetUpError(f"the index lists no pinned uv for {platform.system()} {platform.machine()}")


def read_url(url: str, trust: ssl.SSLContext) -> bytes:
    """The whole answer; proxies come from the environment."""
    try:
        with urllib.request.urlopen(url, context=trust, timeout=60) as answer:
            return answer.read()  # type: ignore[no-any-return]
    except urllib.error.URLError as error:
        raise SetUpError(f"the index did not answer ({error.reason})") from error


def fits_this_machine(link: str) -> bool:
    """Whether a wheel's file name is for this processor and C library."""
    name = link.rsplit("/", 1)[-1]
    library = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    system = library if platform.system() == "Linux" else "macosx" if platform.system() == "Darwin" else "win"
    return name.endswith(f"{platform.machine()}.whl") and system in name


def unpack(wheel: bytes, tools: Path) -> None:
    """Take the one executable out of the wheel; it appears under its name only when it is whole."""
    with zipfile.ZipFile(BytesIO(wheel)) as packed:
        inside = next(name for name in packed.namelist() if name.endswith(".data/scripts/uv"))
        target = tools / "bin" / "uv"
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name("uv.partial")
        partial.write_bytes(packed.read(inside))
    partial.chmod(0o755)
    partial.replace(target)


def by_distribution(lock: Path, tools: Path) -> str:
    """With the pip wheel of Debian's archive: `apt-get download` needs no rights and installs nothing."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise SetUpError("this is no Debian or Ubuntu")
    with tempfile.TemporaryDirectory() as folder:
        fetched = quietly(["apt-get", "download", "python3-pip-whl"], folder)
        if not fetched and os.geteuid() == 0:
            say("  apt-get update (there are no package lists yet, or old ones)")
            fetched = quietly(["apt-get", "update"], folder) and quietly(
                ["apt-get", "download", "python3-pip-whl"], folder
            )
        package = next(iter(Path(folder).glob("*.deb")), None)
        if not fetched or package is None:
            raise SetUpError("apt-get download python3-pip-whl failed (no package lists, or no network)")
        quietly(["dpkg-deb", "-x", str(package), folder], folder)
        wheel = next(Path(folder).glob("usr/share/python-wheels/pip-*.whl"))
        install_with([f"{wheel}/pip"], lock, tools)
        return f"with {wheel.name} out of python3-pip-whl"


def quietly(command: list[str], folder: str) -> bool:
    """Whether the command went well."""
    nothing = subprocess.DEVNULL
    done = subprocess.run(
        command, cwd=folder, stdin=nothing, stdout=nothing, stderr=nothing, close_fds=False, check=False
    )
    return done.returncode == 0


def install_with(pip: list[str], lock: Path, tools: Path) -> None:
    """Have a pip put uv into a folder of its own, outside any environment, so that nothing else is touched."""
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    asked = [
        *pip,
        "install",
        *options,
        "--require-hashes",
        "--upgrade",
        "--target",
        str(tools),
        "-r",
        str(lock),
    ]
    failure = run_python(asked)
    if failure:
        raise SetUpError(failure)


def run_python(arguments: list[str]) -> str:
    """Run this python; "" when it went well, else the last thing it said."""
    done = subprocess.run(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        close_fds=False,  # the lock of `installation.alone` goes down to it
        check=False,
    )
    if done.returncode == 0:
        return ""
    said = [line for line in done.stdout.decode("utf-8", "replace").splitlines() if line.strip()]
    return said[-1].strip() if said else f"stopped with code {done.returncode}"
