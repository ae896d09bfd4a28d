"""The set-up: what it takes for whole, what it tells uv, and the road to uv that no other test goes."""

import hashlib
import http.server
import json
import platform
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from bootstrap import installation, installer, pip_settings
from bootstrap.saying import SetUpError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with an environment that is whole, tools included."""
    (tmp_path / "pyproject.toml").write_text('version = "1"\n')
    for lock in (installation.RUN, installation.TESTS):
        (tmp_path / lock).write_text("flask==3\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    monkeypatch.setattr(installation, "ROOT", tmp_path)
    monkeypatch.setattr(installation, "PYTHON", python)
    monkeypatch.setattr(installation, "MARK", tmp_path / ".venv" / "set-up.json")
    installation.MARK.write_text(json.dumps(installation.describe(installation.TESTS)))
    return tmp_path


def test_a_whole_environment_is_used_as_it_is(whole: Path) -> None:
    assert installation.holds(installation.RUN)
    assert installation.holds(installation.TESTS)


def test_new_test_tools_do_not_hold_up_who_only_runs_the_product(whole: Path) -> None:
    (whole / installation.TESTS).write_text("flask==3\npytest==10\n")
    assert installation.holds(installation.RUN)
    assert not installation.holds(installation.TESTS)


def test_a_new_lock_asks_for_a_set_up(whole: Path) -> None:
    (whole / installation.RUN).write_text("flask==4\n")
    assert not installation.holds(installation.RUN)


def test_a_new_version_is_told_to_the_environment(whole: Path) -> None:
    (whole / "pyproject.toml").write_text('version = "2"\n')
    assert not installation.holds(installation.RUN)


def test_without_its_mark_an_environment_is_not_whole(whole: Path) -> None:
    installation.MARK.unlink()
    assert not installation.holds(installation.RUN)


def test_a_half_written_mark_is_none(whole: Path) -> None:
    installation.MARK.write_text('{"lock": "requirements.txt"')
    assert not installation.holds(installation.RUN)


def test_a_moved_checkout_is_set_up_anew(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "ROOT", whole.parent)
    (whole.parent / installation.RUN).write_text("flask==3\n")
    (whole.parent / installation.TESTS).write_text("flask==3\n")
    shutil.copy(whole / "pyproject.toml", whole.parent)
    assert not installation.holds(installation.RUN)


def test_a_python_that_went_away_is_noticed(whole: Path) -> None:
    installation.PYTHON.unlink()
    assert not installation.holds(installation.RUN)


def test_the_scripts_need_nothing_but_a_python3() -> None:
    """Under -I -S nothing is on the path but the standard library and what the scripts bring."""
    asked = "import sys; sys.path.insert(0, 'bin'); import bootstrap.installation, bootstrap.handing_over"
    subprocess.run([sys.executable, "-I", "-S", "-c", asked], cwd=ROOT, check=True)


def test_uv_is_told_what_pip_knows(tmp_path: Path) -> None:
    settings = tmp_path / "pip.conf"
    settings.write_text(
        f"[global]\nindex-url = http://a.test/simple\nfind-links = {tmp_path} /nowhere\n[install]\ncert = /c.pem\n"
    )
    told = pip_settings.as_uv_environment(
        {"HOME": str(tmp_path), "PIP_CONFIG_FILE": str(settings), "PIP_TIMEOUT": "90"}
    )
    assert told["UV_DEFAULT_INDEX"] == "http://a.test/simple"
    assert told["UV_FIND_LINKS"] == str(tmp_path)
    assert told["SSL_CERT_FILE"] == "/c.pem"
    assert told["UV_HTTP_TIMEOUT"] == "90"


def test_the_environment_outweighs_pips_files_and_uvs_own_words_outweigh_both(tmp_path: Path) -> None:
    settings = tmp_path / "pip.conf"
    settings.write_text("[global]\nindex-url = http://a.test/simple\n")
    environ = {
        "HOME": str(tmp_path),
        "PIP_CONFIG_FILE": str(settings),
        "PIP_INDEX_URL": "http://b.test/simple",
    }
    assert pip_settings.as_uv_environment(environ)["UV_DEFAULT_INDEX"] == "http://b.test/simple"
    environ["UV_DEFAULT_INDEX"] = "http://c.test/simple"
    assert pip_settings.as_uv_environment(environ)["UV_DEFAULT_INDEX"] == "http://c.test/simple"


def wheel_with(script: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as wheel:
        wheel.writestr("uv-1.data/scripts/uv", script)
    return packed.getvalue()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[str]:
    """A package index on loopback that serves the folder `served`, as the simple pages do."""
    folder = tmp_path / "served"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(folder))  # type: ignore[arg-type]

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/simple"
        server.shutdown()


@pytest.fixture
def offered(tmp_path: Path, index: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The index lists one uv for this machine; the lock (returned) names its hash."""
    libc = "manylinux_2_17" if platform.libc_ver()[0] == "glibc" else "musllinux_1_1"
    name = f"uv-1.0.0-py3-none-{libc}_{platform.machine()}.whl"
    wheel = wheel_with(b"#!/bin/sh\necho uv 1.0.0\n")
    digest = hashlib.sha256(wheel).hexdigest()
    page = tmp_path / "served" / "simple" / "uv"
    page.mkdir(parents=True)
    (page / "index.html").write_text(f'<a href="../../files/{name}#sha256={digest}">{name}</a>')
    (tmp_path / "served" / "files").mkdir()
    (tmp_path / "served" / "files" / name).write_bytes(wheel)
    lock = tmp_path / "lock.txt"
    lock.write_text(f"uv==1.0.0 --hash=sha256:{digest}\n")
    monkeypatch.setenv("PIP_INDEX_URL", index)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("UV_INDEX_URL", raising=False)
    return lock


def test_uv_is_read_straight_from_the_configured_index(offered: Path, tmp_path: Path) -> None:
    installer.by_index(offered, tmp_path / "tools")
    assert installer.version_of(str(tmp_path / "tools" / "bin" / "uv")) == (1, 0, 0)


def test_a_wheel_that_the_lock_does_not_name_is_left_alone(offered: Path, tmp_path: Path) -> None:
    offered.write_text(f"uv==1.0.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(SetUpError, match="no pinned uv"):
        installer.by_index(offered, tmp_path / "tools")


def test_a_wheel_that_is_not_what_its_link_says_is_refused(offered: Path, tmp_path: Path) -> None:
    (wheel,) = (tmp_path / "served" / "files").iterdir()
    wheel.write_bytes(wheel_with(b"#!/bin/sh\necho uv 6.6.6\n"))
    with pytest.raises(SetUpError, match="not the one the lock names"):
        installer.by_index(offered, tmp_path / "tools")
    assert not (tmp_path / "tools").exists()


def test_when_no_road_leads_to_uv_the_reasons_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(lock: Path, tools: Path) -> str:
        raise SetUpError("the road is closed")

    monkeypatch.setattr(shutil, "which", lambda name: None)
    for road in ("by_pip", "by_index", "by_distribution"):
        closed.__name__ = road
        monkeypatch.setattr(installer, road, closed)
    with pytest.raises(SetUpError, match=r"the road is closed(.|\n)*install python3-pip"):
        installer.find_or_fetch_uv(ROOT, tmp_path)
