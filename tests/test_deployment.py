"""The files by which the assistant is installed, and what is written of its installation."""

import json
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from assistant.cli.main import main
from assistant.settings import Settings
from tests.conftest import ROOT
from tests.messages_of import messages

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICE = (ROOT / "deploy" / "policy-assistant.service").read_text(encoding="utf-8")
TROUBLES = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
SAID = re.findall(r"\| (“[^|]*”) \|", TROUBLES)


def instructions(kind: str) -> list[str]:
    """Give what follows each instruction of a kind, with its continued lines as one."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return [line.removeprefix(kind).strip() for line in joined.splitlines() if line.startswith(f"{kind} ")]


def variables() -> set[str]:
    fields = Settings.model_fields.items()
    return {str(field.validation_alias) if field.validation_alias else f"POLICY_{name.upper()}" for name, field in fields}


def test_what_the_image_copies_is_there_and_not_ignored() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")}
    sources = {path for copied in instructions("COPY") if not copied.startswith("--from") for path in copied.split()[:-1]}
    optional = {"wheel[s]"}  # a pattern, so that the folder can be missing
    assert [path for path in sources - optional if not (ROOT / path).exists()] == []
    assert (sources - optional) | {"wheels"} == kept


def test_the_image_holds_all_that_the_package_is_made_of() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    parts = json.loads(re.findall(r"^only-include = (\[.*\])$", project, re.MULTILINE)[0])
    copied = {path for line in instructions("COPY") for path in line.split()}
    assert {*parts, "README.md", "LICENSE", "pyproject.toml", "constraints.txt"} <= copied


def test_the_image_runs_as_a_user_of_its_own_who_owns_the_data() -> None:
    (user,) = instructions("USER")
    assert user != "root"
    (made,) = (run for run in instructions("RUN") if run.startswith("useradd"))
    assert re.search(rf"{user} +&& install --directory --owner {user} --mode 0700 /data$", made)
    assert instructions("VOLUME") == ["/data"]
    assert "POLICY_DATA=/data" in DOCKERFILE


def test_the_image_starts_a_command_that_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    entry, arguments = (json.loads(instructions(kind)[0]) for kind in ("ENTRYPOINT", "CMD"))
    assert f"[project.scripts]\n{entry[0]} = " in project
    assert main([*arguments, "--help"]) == 0
    assert capsys.readouterr().out.startswith("Usage: policy-assistant serve")


def test_the_health_check_is_a_program() -> None:
    (line,) = instructions("HEALTHCHECK")
    program, option, source = json.loads(line.partition("CMD ")[2])
    assert (program, option) == ("python", "-c")
    compile(source, "HEALTHCHECK", "exec")
    assert "/health" in source


def test_no_index_of_packages_is_named() -> None:
    for name in ("Dockerfile", "compose.yaml", "Makefile", "pyproject.toml", "docs/installing.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"(?:index-url|INDEX_URL)[= ]*https?://", text), name


def test_the_service_of_compose_keeps_the_data_and_little_else() -> None:
    composed = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    (service,) = composed["services"].values()
    assert service["build"] == "."
    assert service["volumes"] == ["data:/data"]
    assert composed["volumes"].keys() == {"data"}
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["environment"].keys() <= variables()


def test_the_unit_of_systemd_starts_a_command_with_settings_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.partition("=") for line in SERVICE.splitlines() if "=" in line and not line.startswith("#")]
    (started,) = (shlex.split(value) for key, _, value in lines if key == "ExecStart")
    assert Path(started[0]).name == "policy-assistant"
    assert main([*started[1:], "--help"]) == 0
    assert "serve" in capsys.readouterr().out
    stated = dict(one.split("=") for key, _, value in lines if key == "Environment" for one in value.split())
    assert stated.keys() <= variables()
    assert stated["POLICY_DATA"] == "/var/lib/policy-assistant"
    assert ("StateDirectory", "=", "policy-assistant") in lines


@pytest.mark.parametrize("page", ["docs/installing.md", "docs/troubleshooting.md", "README.md"])
def test_a_page_names_settings_and_files_that_there_are(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert set(re.findall(r"POLICY_[A-Z_]*[A-Z]", text)) - variables() == set()
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_readers_find_the_pages_on_installing_and_troubles() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(docs/installing.md)" in text
    assert "(docs/troubleshooting.md)" in text


def test_no_version_is_admitted_below_those_that_the_page_on_security_names() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| ([\w.-]+)[^|]*\|[^|]*\|[^|]*?(?:with ([\w-]+) )?≥ ([\d.]*\d)", page, re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    admitted = {name: parts(bound) for name, bound in re.findall(r"([\w-]+)>=([\d.]+)", " ".join(project["dependencies"]))}
    assert len(named) > 7
    assert [name for package, by, least in named if admitted.get(name := by or package, (999,)) < parts(least)] == []


def parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def test_there_are_troubles() -> None:
    assert len(SAID) > 25
    assert len(SAID) == sum(line.startswith("| ") and "it says" not in line for line in TROUBLES.splitlines())


@pytest.mark.parametrize("said", SAID)
def test_a_sentence_that_is_quoted_is_one_of_the_program(said: str) -> None:
    told = {plain(id) for id in messages()}
    after_names = {plain(id.removeprefix("{unknown}")) for id in messages() if id.startswith("{unknown}")}  # these follow another message
    assert plain(said[1:-1]) in told | {before + after for before in told for after in after_names}


def plain(text: str) -> str:
    return re.sub(r"\{\w+\}", "…", text)


@pytest.mark.slow
def test_the_unit_is_one_that_systemd_reads(tmp_path: Path) -> None:
    try:
        subprocess.run(["systemd-analyze", "--version"], check=True, capture_output=True)
    except OSError:
        pytest.skip("There is no systemd here.")
    unit = tmp_path / "policy-assistant.service"
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", SERVICE), encoding="utf-8")
    told = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")


def test_the_services_of_several_machines_have_what_they_need(capsys: pytest.CaptureFixture[str]) -> None:
    composed = yaml.safe_load((ROOT / "deploy" / "compose.servers.yaml").read_text(encoding="utf-8"))
    services = composed["services"]
    assert {name.rstrip("-12") for name in services} == {"database", "vectors", "web", "worker", "proxy"}
    used = {name for service in services.values() for name in service.get("environment", {}) if name.startswith("POLICY_")}
    assert used <= variables()
    for name in ("web-1", "web-2", "worker-1", "worker-2"):
        Settings.model_validate(
            {
                field: services[name]["environment"][f"POLICY_{field.upper()}"]
                for field in ("database", "chroma", "workers", "proxy_addresses")
            }
        )
        assert main([*services[name].get("command", ["serve"]), "--help"]) == 0
        assert "Usage" in capsys.readouterr().out
    own = {volume.split(":")[0] for service in services.values() for volume in service["volumes"] if not volume.startswith("./")}
    assert own == composed["volumes"].keys()
    assert services["proxy"]["networks"]["inside"]["ipv4_address"] == services["web-1"]["environment"]["POLICY_PROXY_ADDRESSES"]
    proxied = set(re.findall(r"server (web-[12]):7860", (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")))
    assert proxied == {"web-1", "web-2"}
