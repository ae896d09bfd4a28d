"""The containers, as far as they can be asked without an engine: that the files parse, agree with each other and with the code.

That the image builds and the services start is not proved here.
"""

import ast
import fnmatch
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from relay.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()


def settings_the_code_reads() -> set[str]:
    """Every RELAY_ name in relay/config.py: `env.<kind>("NAME", ...)`, and `secret(env, "NAME")` with its _FILE."""
    names = set()
    for call in ast.walk(ast.parse((ROOT / "relay" / "config.py").read_text())):
        if not isinstance(call, ast.Call):
            continue
        words = [
            arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "env" and words:
            names.add(f"RELAY_{words[0]}")
        if isinstance(call.func, ast.Name) and call.func.id == "secret":
            names |= {f"RELAY_{words[0]}", f"RELAY_{words[0]}_FILE"}
    return names


def test_every_process_of_the_scaled_form_is_there() -> None:
    wanted = {
        "web",
        "worker",
        "dispatcher-1",
        "dispatcher-2",
        "clock",
        "migrate",
        "postgres",
        "redis",
        "mail",
    }
    assert set(SERVICES) == wanted
    assert OURS["dispatcher-1"] == OURS["dispatcher-2"]


def test_only_words_that_old_and_new_compose_understand_are_used() -> None:
    known = {
        "build", "cap_drop", "command", "depends_on", "environment", "healthcheck", "image", "init", "ports", "read_only",
        "restart", "security_opt", "stop_grace_period", "tmpfs", "volumes",
    }  # fmt: skip
    used = {word for service in SERVICES.values() for word in service}
    assert used <= known
    assert {word for word in COMPOSE if not word.startswith("x-")} == {"services", "volumes"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_is_watched(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    if name == "migrate":  # it runs to its end, and others wait for its exit code
        assert check == {"disable": True}
        return
    assert check["test"][0] == "CMD"
    assert {"interval", "timeout", "retries"} <= set(check)


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_services_run_commands_that_exist(name: str) -> None:
    assert OURS[name]["command"][0] in COMMANDS


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_services_wait_for_what_they_need(name: str) -> None:
    waits = {other: how["condition"] for other, how in OURS[name]["depends_on"].items()}
    if name == "migrate":
        assert waits == {"postgres": "service_healthy"}
    else:
        assert waits == {"migrate": "service_completed_successfully", "redis": "service_healthy"}
    assert set(waits) <= set(SERVICES)


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_services_have_no_rights_to_spare(name: str) -> None:
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_every_setting_given_is_one_the_code_reads() -> None:
    given = {key for service in OURS.values() for key in service["environment"]}
    given |= set(
        re.findall(r"\bRELAY_[A-Z_]+", DOCKERFILE + EXAMPLE + (ROOT / "docker-compose.yml").read_text())
    )
    assert given <= settings_the_code_reads()


def test_every_variable_compose_asks_for_is_explained() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    explained = set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.M))
    assert asked == explained


def test_no_secret_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("RELAY_SECRET_KEY", "POSTGRES_PASSWORD", "DATABASE_PASSWORD"):
        assert set(re.findall(rf"\$\{{{name}(.)", text)) <= {":"}
        assert f"{name}:-" not in text
        assert re.search(rf"^{name}=$", EXAMPLE, re.M)


def test_named_volumes_are_declared_and_used() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert {volume for volume in used if not volume.startswith(".")} == set(COMPOSE["volumes"])
    assert all((ROOT / volume).exists() for volume in used if volume.startswith("."))


def test_everything_is_published_on_loopback_only() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_redis_keeps_what_it_is_told() -> None:
    command = " ".join(SERVICES["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_the_databases_role_is_no_superuser() -> None:
    script = (ROOT / "deploy" / "postgres" / "10-role.sh").read_text()
    assert "NOSUPERUSER" in script
    assert "NOBYPASSRLS" in script
    assert "OWNER relay" in script


def test_the_image_does_not_run_as_root() -> None:
    last = DOCKERFILE.rsplit("FROM ", 1)[1]
    assert re.findall(r"^USER (\S+)", last, re.M) == ["10001"]
    assert 'ENTRYPOINT ["relay"]' in last


def test_what_the_image_copies_exists_and_is_not_left_behind() -> None:
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.M):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert any(fnmatch.fnmatch(source, pattern) for pattern in allowed), source
