"""A folder of organisations: all that is wrong in any file is said at once; what could be mixed up does not start."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.settings import BadSetting, chosen, read_settings
from tests.house import ORGANISATION_FILE

TENANTS = ("00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b")
APP_ID = "00000000-0000-4000-8000-0000000000cc"
PUBLIC = {
    "PRIVACYBOT_APP_ID": APP_ID,
    "PRIVACYBOT_APP_PASSWORD": "y",
    "PRIVACYBOT_APP_TENANT_ID": TENANTS[0],
}


def told(key: str, tenant: str, **changes: str) -> str:
    """The invented organisation under another name, in another tenant."""
    text = ORGANISATION_FILE.read_text("utf-8")
    text = re.sub(r'^name = ".*?"', f'name = "Organisatie {key}"', text, count=1, flags=re.MULTILINE)
    text = re.sub(r'^short_name = ".*?"', f'short_name = "{key}"', text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^tenants = .*$", f'tenants = ["{tenant}"]', text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^(channel|service_url) = .*\n", "", text, flags=re.MULTILINE)
    for was, becomes in changes.items():
        assert was in text
        text = text.replace(was, becomes)
    return text


def folder_of(folder: Path, files: Mapping[str, str]) -> dict[str, str]:
    """The environment that names a folder with these files."""
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return {"PRIVACYBOT_ORGANISATION": str(folder)}


def two(folder: Path) -> dict[str, str]:
    return folder_of(folder, {"b.toml": told("Peer", TENANTS[1]), "a.toml": told("Appel", TENANTS[0])})


@pytest.mark.parametrize("local", [True, False])
def test_a_folder_gives_all_its_organisations(tmp_path: Path, local: bool) -> None:
    environment = two(tmp_path) | (PUBLIC if not local else {})
    (tmp_path / "lees mij.txt").write_text("geen organisatie", "utf-8")
    (tmp_path / ".verborgen.toml").write_text("geen organisatie", "utf-8")
    (tmp_path / "oud").mkdir()
    settings = read_settings(environment, local=local)
    assert [each.key for each in settings.organisations] == ["appel", "peer"]
    assert settings.of_folder
    assert {each.app_id for each in settings.organisations} == {"" if local else APP_ID}


def test_a_single_file_is_as_it_was() -> None:
    settings = read_settings({"PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE)}, local=True)
    assert (settings.beside, settings.of_folder) == ((), False)
    assert chosen(settings, "") is settings
    assert chosen(settings, "wil").organisation is settings.organisation


def test_a_folder_with_one_file_works_as_a_folder(tmp_path: Path) -> None:
    settings = read_settings(folder_of(tmp_path, {"a.toml": told("Appel", TENANTS[0])}), local=True)
    assert settings.of_folder
    with pytest.raises(BadSetting, match="--organisation"):
        chosen(settings, "")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"no \.toml file"):
        read_settings({"PRIVACYBOT_ORGANISATION": str(tmp_path)}, local=True)


def test_what_could_be_mixed_up_is_refused_and_all_of_it_is_said(tmp_path: Path) -> None:
    channel = (
        'name = "JZ"\nchannel = "19:jz@thread.tacv2"\nservice_url = "https://smba.trafficmanager.net/emea/"'
    )
    files = {
        "a.toml": told("Appel", TENANTS[0], **{'name = "JZ"': channel}),
        "b.toml": told("appel", TENANTS[0], **{'name = "JZ"': channel}),
        "c.toml": told("Peer", TENANTS[1]).replace(f'"{TENANTS[1]}"', ""),
        "d.toml": "name = ",
        "e.toml": told("Kers", "geen tenant"),
    }
    with pytest.raises(BadSetting) as reason:
        read_settings(folder_of(tmp_path, files), local=True)
    lines = reason.value.lines
    for wrong in (
        "a.toml, b.toml: have the same short_name appel",
        "a.toml, b.toml: have the same name organisatie appel",
        f"a.toml, b.toml: have the same tenant {TENANTS[0]}",
        "a.toml, b.toml: have the same channel 19:jz@thread.tacv2",
        "c.toml: tenants is empty",
        "d.toml: not TOML",
        "e.toml: tenants",
    ):
        assert any(wrong in line for line in lines), wrong


def test_two_offices_of_one_organisation_may_share_a_channel(tmp_path: Path) -> None:
    channel = '\nchannel = "19:samen@thread.tacv2"\nservice_url = "https://smba.trafficmanager.net/emea/"'
    shared = {f'name = "{name}"\n': f'name = "{name}"{channel}\n' for name in ("JZ", "FG")}
    files = {"a.toml": told("Appel", TENANTS[0], **shared), "b.toml": told("Peer", TENANTS[1])}
    assert len(read_settings(folder_of(tmp_path, files), local=True).organisations) == 2


def test_a_command_says_whose_it_is(tmp_path: Path) -> None:
    settings = read_settings(two(tmp_path), local=True)
    for name in ("peer", "PEER", "Peer"):
        one = chosen(settings, name)
        assert (one.organisation.key, one.organisations) == ("peer", (one.organisation,))
    with pytest.raises(BadSetting, match="appel, peer"):
        chosen(settings, "")
    with pytest.raises(BadSetting, match=r"'kers' is not here.*appel, peer"):
        chosen(settings, "kers")


def test_of_very_many_not_all_are_named(tmp_path: Path) -> None:
    files = {f"{n}.toml": told(f"O{n}", f"00000000-0000-4000-8000-{n:012d}") for n in range(30)}
    with pytest.raises(BadSetting) as reason:
        chosen(read_settings(folder_of(tmp_path, files), local=True), "")
    assert str(reason.value).endswith(", …")
    assert str(reason.value).count(", ") < 25
