"""The package: what is in it, that it is the same every time, and what is refused."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from manifest import build
from tests.house import ORGANISATION_FILE

ROOT = Path(__file__).parents[2]
APP_ID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
DOMAIN = "bot.example.com"


@pytest.fixture(scope="module")
def organisation_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The organisation of the tests, with everything that the package states."""
    path = tmp_path_factory.mktemp("organisation") / "organisation.toml"
    told = ORGANISATION_FILE.read_text("utf-8")
    path.write_text(
        told.replace("[policy]", '[policy]\nbot_note = "https://intranet.example/privacybot"'), "utf-8"
    )
    return str(path)


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(organisation_file: str) -> Run:
    """Build a package as an administrator does."""

    def build_it(
        *arguments: str,
        cwd: Path = ROOT,
        app_id_set: str | None = None,
        organisation: str = organisation_file,
    ) -> subprocess.CompletedProcess[str]:
        environment = {"PYTHONPATH": str(ROOT), "PRIVACYBOT_ORGANISATION": organisation}
        if app_id_set is not None:
            environment["PRIVACYBOT_APP_ID"] = app_id_set
        return _built(arguments, cwd, environment)

    return build_it


def _built(
    arguments: Sequence[str], cwd: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "manifest.build", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_package_holds_manifest_and_icons_at_its_top_level(tmp_path: Path, run: Run) -> None:
    out = tmp_path / "new" / "bot.zip"

    done = run("--app-id", APP_ID.upper(), "--domain", "Bot.Example.com", "--out", str(out))

    assert (done.returncode, done.stdout, done.stderr) == (0, f"{out}\n", "")
    with zipfile.ZipFile(out) as package:
        assert package.testzip() is None
        assert sorted(package.namelist()) == ["color.png", "manifest.json", "outline.png"]
        manifest = json.loads(package.read("manifest.json"))
        for name in build.ICONS:
            assert package.read(name) == (ROOT / "manifest" / name).read_bytes()
    assert manifest["id"] == APP_ID
    assert manifest["validDomains"] == [DOMAIN]
    assert set(manifest["icons"].values()) == set(build.ICONS)
    assert manifest["version"] == build.app_version()


def test_same_input_gives_the_same_bytes(tmp_path: Path, organisation_file: str) -> None:
    told = {"PRIVACYBOT_ORGANISATION": organisation_file}
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    build.main(["--app-id", APP_ID, "--domain", DOMAIN, "--out", str(first)], told)
    build.main(["--domain", DOMAIN, "--out", str(second)], {"PRIVACYBOT_APP_ID": APP_ID, **told})
    assert first.read_bytes() == second.read_bytes()


def test_of_a_folder_each_organisation_has_its_own_package(
    tmp_path: Path, run: Run, organisation_file: str
) -> None:
    told, folder, out = Path(organisation_file).read_text("utf-8"), tmp_path / "all", tmp_path / "bot.zip"
    folder.mkdir()
    for key, digit in (("Appel", "a"), ("Peer", "b")):
        text = re.sub(r'^name = ".*?"', f'name = "Gemeente {key}"', told, count=1, flags=re.MULTILINE)
        text = re.sub(r'^short_name = ".*?"', f'short_name = "{key}"', text, count=1, flags=re.MULTILINE)
        tenant = f'tenants = ["00000000-0000-4000-8000-00000000000{digit}"]'
        text = re.sub(r"^tenants = .*$", tenant, text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^(channel|service_url) = .*\n", "", text, flags=re.MULTILINE)
        (folder / f"{key}.toml").write_text(text, "utf-8")
    for key in ("Appel", "Peer"):
        asked = ("--app-id", APP_ID, "--domain", DOMAIN, "--out", str(out), "--organisation", key)
        assert run(*asked, organisation=str(folder)).returncode == 0
        with zipfile.ZipFile(out) as package:
            manifest = package.read("manifest.json").decode()
        assert f"Gemeente {key}" in manifest
        assert ("Gemeente Peer" in manifest) == (key == "Peer")
    for unclear in ((), ("--organisation", "Kers")):
        done = run("--app-id", APP_ID, "--domain", DOMAIN, *unclear, organisation=str(folder), cwd=tmp_path)
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert "appel, peer" in line


def version_in(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        version: str = json.loads(package.read("manifest.json"))["version"]
    return version


def test_another_package_at_the_same_place_gets_a_higher_version(
    tmp_path: Path, organisation_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, told = tmp_path / "bot.zip", {"PRIVACYBOT_ORGANISATION": organisation_file}

    def built(domain: str) -> str:
        build.main(["--app-id", APP_ID, "--domain", domain, "--out", str(out)], told)
        return version_in(out)

    first = built(DOMAIN)
    assert first == build.app_version()
    assert built(DOMAIN) == first, "nothing changed, so nothing has to be uploaded"
    major, minor, patch = first.split(".")
    assert built("other.example.com") == f"{major}.{minor}.{int(patch) + 1}"
    assert built("other.example.com") == f"{major}.{minor}.{int(patch) + 1}"
    assert built(DOMAIN) == f"{major}.{minor}.{int(patch) + 2}"
    monkeypatch.setattr(build, "app_version", lambda: f"{int(major) + 1}.0.0")
    assert built("third.example.com") == f"{int(major) + 1}.0.0", "that of the program is higher by itself"
    out.write_bytes(b"no package")
    assert built(DOMAIN) == f"{int(major) + 1}.0.0"


def test_without_out_it_lands_in_dist(tmp_path: Path, run: Run) -> None:
    done = run("--domain", DOMAIN, cwd=tmp_path, app_id_set=APP_ID)
    assert done.returncode == 0
    assert zipfile.is_zipfile(tmp_path / "dist" / "privacybot.zip")


def refused(run: Run, tmp_path: Path, *arguments: str, app_id_set: str | None = None) -> str:
    """What is said about these arguments: one line, exit 2, no package."""
    out = tmp_path / "bot.zip"
    done = run(*arguments, "--out", str(out), app_id_set=app_id_set)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert not out.exists()
    return line


@pytest.mark.parametrize(
    "app_id",
    [
        "privacybot",
        "1b4e28ba2fa141d2883f0016d3cca427",
        "{1b4e28ba-2fa1-41d2-883f-0016d3cca427}",
        "1b4e28ba-2fa1-41d2-883f-0016d3cca42g",
        "00000000-0000-0000-0000-000000000000",
        '1b4e28ba-2fa1-41d2-883f-0016d3cca427", "x": "',
    ],
)
def test_wrong_app_id(tmp_path: Path, run: Run, app_id: str) -> None:
    assert repr(app_id) in refused(run, tmp_path, "--app-id", app_id, "--domain", DOMAIN)
    assert repr(app_id) in refused(run, tmp_path, "--domain", DOMAIN, app_id_set=app_id)


@pytest.mark.parametrize(
    "domain",
    [
        "https://bot.example.com",
        "bot.example.com/api",
        "bot.example.com:443",
        "localhost",
        "192.0.2.1",
        "bot..example.com",
        "-bot.example.com",
        "bot_1.example.com",
        "bot.example.com.",
        "",
        "*.example.com",
        "a" * 64 + ".example.com",
        ".".join(["abcdefg"] * 32),
        'bot.example.com", "x',
    ],
)
def test_wrong_domain(domain: str) -> None:
    with pytest.raises(ValueError, match="bare host name"):
        build.domain_of(domain)


def test_wrong_domain_is_told_in_one_line(tmp_path: Path, run: Run) -> None:
    assert "'https://bot.example.com'" in refused(
        run, tmp_path, "--app-id", APP_ID, "--domain", "https://bot.example.com"
    )


def test_missing_values_are_named(tmp_path: Path, run: Run) -> None:
    assert "PRIVACYBOT_APP_ID" in refused(run, tmp_path, "--domain", DOMAIN)
    assert "--domain" in refused(run, tmp_path, "--app-id", APP_ID)


def test_an_organisation_without_a_notice_gets_no_package(tmp_path: Path, run: Run) -> None:
    out = tmp_path / "bot.zip"
    for file, named in ((ORGANISATION_FILE, "policy.bot_note"), (tmp_path / "nowhere.toml", "nowhere.toml")):
        done = run("--app-id", APP_ID, "--domain", DOMAIN, "--out", str(out), organisation=str(file))
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert named in line
        assert not out.exists()


def test_a_place_that_cannot_be_written(tmp_path: Path, run: Run) -> None:
    done = run("--app-id", APP_ID, "--domain", DOMAIN, "--out", str(tmp_path))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert str(tmp_path) in done.stderr


def test_a_placeholder_that_nobody_fills_is_an_error() -> None:
    assert build.fill('{"a": "${{A}}${{B}}"}', {"A": "1", "B": '"'}) == '{"a": "1\\""}'
    with pytest.raises(ValueError, match="C"):
        build.fill("${{A}} ${{C}}", {"A": "1"})
