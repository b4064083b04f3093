"""The documentation names what there is: settings, commands, and ways to start and test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from archive.manifest import COLUMNS, OPTIONAL

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
READERS = {"text", "flag", "number", "folder", "secret", "servers"}  # of archive/environment.py


def variables() -> list[str]:
    """Environment variables the settings read: the first argument of every typed reader."""
    tree = ast.parse((ROOT / "archive" / "settings.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    named = [call.args[0] for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in READERS]
    return sorted({str(name.value) for name in named if isinstance(name, ast.Constant)})


def commands() -> list[str]:
    folders = [ROOT / app / "management" / "commands" for app in ("archive", "search")]
    return sorted(path.stem for folder in folders for path in folder.glob("[!_]*.py"))


def make_targets() -> list[str]:
    return re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)


def compose() -> dict[str, dict[str, dict[str, object]]]:
    document: dict[str, dict[str, dict[str, object]]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return document


@pytest.mark.parametrize("name", variables())
def test_it_describes_every_setting(name: str) -> None:
    assert f"| `{name}` |" in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert f"# {name}=" in (ROOT / ".env.example").read_text(encoding="utf-8")


def test_it_describes_no_setting_that_is_gone() -> None:
    described = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(described) == variables()


@pytest.mark.parametrize("name", commands())
def test_it_names_every_command(name: str) -> None:
    assert f"`{name}" in README


@pytest.mark.parametrize("column", [*COLUMNS, *OPTIONAL])
def test_it_describes_every_column_of_a_manifest(column: str) -> None:
    assert re.search(rf"^\| [^|]*`{column}`[^|]* \|", README, re.MULTILINE)


@pytest.mark.parametrize("target", make_targets())
def test_it_names_every_make_target(target: str) -> None:
    assert f"make {target}" in README


def test_it_asks_for_every_secret_of_the_containers() -> None:
    """A value with a default would be a password everybody knows: `:?` makes a missing one stop the start."""
    secret = re.compile(r"\$\{(SECRET_KEY|POSTGRES_PASSWORD|SITE_URL)([^}]*)\}")
    uses = secret.findall((ROOT / "docker-compose.yml").read_text())
    assert {name for name, _ in uses} == {"SECRET_KEY", "POSTGRES_PASSWORD", "SITE_URL"}
    assert all(rest.startswith(":?") for _, rest in uses)


def test_it_watches_every_container() -> None:
    services = compose()["services"]
    assert {"web", "worker", "beat", "database", "queue", "proxy"} <= set(services)
    assert [name for name, service in services.items() if "healthcheck" not in service] == ["prepare"]


def test_it_opens_only_the_proxy_to_the_world() -> None:
    services = compose()["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_it_mounts_only_volumes_that_are_declared() -> None:
    document = compose()
    services: dict[str, dict[str, list[str]]] = document["services"]  # type: ignore[assignment]  # YAML has no types
    mounts = [mount for service in services.values() for mount in service.get("volumes", [])]
    named = {str(mount).partition(":")[0] for mount in mounts if not str(mount).startswith(".")}
    assert named == set(document["volumes"])
