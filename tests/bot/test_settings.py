"""Settings: good ones are read, bad ones stop with a line each that names the setting and shows no secret."""

import re
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import NAMES, BadSetting, all_settings, read_settings, read_smtp
from tests.house import ORGANISATION_FILE

BASE = {"PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE)}
SINGLE = BASE | {
    "PRIVACYBOT_APP_ID": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
    "PRIVACYBOT_APP_PASSWORD": "geheim-woord",
    "PRIVACYBOT_APP_TENANT_ID": "11111111-2222-4333-8444-555555555555",
}


def test_the_defaults_are_those_of_the_design() -> None:
    settings = read_settings(BASE, local=True)
    assert (settings.host, settings.port) == ("127.0.0.1", 3978)
    assert settings.store == "sqlite:privacybot.db"
    assert settings.smtp is None
    assert settings.registration is None


def test_a_registration_is_single_tenant_unless_told() -> None:
    settings = read_settings(SINGLE | {"PRIVACYBOT_HOST": "0.0.0.0"}, local=False)
    assert settings.registration is not None
    assert settings.registration.app_type == "SingleTenant"
    assert "geheim-woord" not in repr(settings)


def test_the_organisation_knows_under_which_id_the_bot_is_reached() -> None:
    assert read_settings(SINGLE, local=False).organisation.app_id == SINGLE["PRIVACYBOT_APP_ID"]
    assert read_settings(SINGLE, local=True).organisation.app_id == "", "no client can reach it"


def test_a_managed_identity_needs_no_password() -> None:
    given = {name: value for name, value in SINGLE.items() if not name.endswith("PASSWORD")}
    settings = read_settings(
        given | {"PRIVACYBOT_APP_TYPE": "UserAssignedMSI", "IDENTITY_ENDPOINT": "http://127.0.0.1:1/msi"},
        local=False,
    )
    assert settings.registration is not None
    assert settings.registration.identity_endpoint == "http://127.0.0.1:1/msi"


@pytest.mark.parametrize(
    ("changes", "local", "named"),
    [
        (SINGLE | {"PRIVACYBOT_APP_ID": ""}, False, "PRIVACYBOT_APP_ID"),
        (SINGLE | {"PRIVACYBOT_APP_ID": "privacybot"}, False, "PRIVACYBOT_APP_ID"),
        ({"PRIVACYBOT_STORE": "sqlite:"}, True, "PRIVACYBOT_STORE"),
        ({"PRIVACYBOT_LOG": "xml"}, True, "PRIVACYBOT_LOG"),
        ({"PRIVACYBOT_HOST": "0.0.0.0"}, True, "PRIVACYBOT_HOST"),
        ({"PRIVACYBOT_PORT": "99999"}, True, "PRIVACYBOT_PORT"),
        ({"PRIVACYBOT_PORT": "drie"}, True, "PRIVACYBOT_PORT"),
        ({"PRIVACYBOT_APPID": "x"}, True, "PRIVACYBOT_APPID"),
        ({"PRIVACYBOT_FILE_HOSTS": "https://wil-my.sharepoint.com"}, True, "PRIVACYBOT_FILE_HOSTS"),
        ({"PRIVACYBOT_FILE_HOSTS": "wil-my.sharepoint.com,example.com"}, True, "PRIVACYBOT_FILE_HOSTS"),
        ({"PRIVACYBOT_SMTP": "http://relay"}, True, "PRIVACYBOT_SMTP"),
        ({"PRIVACYBOT_SEAL_KEY": "geheim-woord"}, True, "PRIVACYBOT_SEAL_KEY"),
        ({"PRIVACYBOT_SMTP": "smtp://u:geheim-woord@relay?starttls=0"}, True, "starttls"),
        ({"PRIVACYBOT_SMTP": "smtp://u:geheim-woord@relay:port"}, True, "PRIVACYBOT_SMTP"),
        ({"PRIVACYBOT_ORGANISATION": "nowhere.toml"}, True, "nowhere.toml"),
        (SINGLE | {"PRIVACYBOT_APP_PASSWORD": ""}, False, "PRIVACYBOT_APP_PASSWORD"),
        (SINGLE | {"PRIVACYBOT_APP_TENANT_ID": ""}, False, "PRIVACYBOT_APP_TENANT_ID"),
        (SINGLE | {"PRIVACYBOT_APP_TYPE": "Singletenant"}, False, "PRIVACYBOT_APP_TYPE"),
    ],
)
def test_a_bad_setting_is_one_line(changes: dict[str, str], local: bool, named: str) -> None:
    with pytest.raises(BadSetting) as told:
        read_settings(BASE | changes, local)
    line = str(told.value)
    assert named in line
    assert "\n" not in line
    assert "geheim-woord" not in line


@pytest.mark.parametrize(
    ("was", "becomes", "named"),
    [
        ('short_name = "WIL"', 'short_name = "W I L"', "short_name"),
        ('timezone = "Europe/Amsterdam"', 'timezone = "Europa"', "timezone"),
        ("breach_hours = 72", "breach_hours = 96", "breach_hours"),
        ("[48, 24, 12, 4, 1]", "[4, 24]", "reminder_hours_left"),
        ('email = "FG@wil-lekstroom.nl"', 'email = "FG"', "email"),
        ("breach_hours = 72", "breach_uren = 72", "breach_uren"),
        ("[terms]", "[terms", "TOML"),
        ('name = "JZ"', 'name = "JZ"\nphone = "bel me maar"', "telephone"),
        ('name = "JZ"', f'name = "JZ"\nphone = "{"1" * 40}"', "telephone"),
        ('version = "11', 'bot_note = "intranet"\nversion = "11', "https://"),
    ],
)
def test_a_bad_organisation_file_is_one_line(tmp_path: Path, was: str, becomes: str, named: str) -> None:
    path = tmp_path / "organisation.toml"
    told = ORGANISATION_FILE.read_text("utf-8")
    assert was in told
    path.write_text(told.replace(was, becomes), "utf-8")
    with pytest.raises(BadSetting) as reason:
        read_settings(BASE | {"PRIVACYBOT_ORGANISATION": str(path)}, local=True)
    assert named in str(reason.value)
    assert "\n" not in str(reason.value)


WRONG_EACH = {
    "HOST": "0.0.0.0",
    "PORT": "eighty",
    "APP_ID": "privacybot",
    "APP_TYPE": "singletenant",
    "APP_TENANT_ID": "",
    "APP_PASSWORD": "",
    "STORE": "sqlite:",
    "SMTP": "http://u:geheim-woord@relay",
    "ORGANISATION": "nowhere.toml",
    "FILE_HOSTS": "example.com",
    "SEAL_KEY": "geheim-woord",
    "LOG": "xml",
    "METRICS_TOKEN": "geheim-woord",
    "PING_URL": "ftp://u:geheim-woord@example.com",
    "APP_PASSWORD_EXPIRES": "morgen",
    "PROT": "80",
}
"""A wrong value for every setting that can have one."""


@pytest.mark.parametrize("local", [True, False])
def test_all_that_is_wrong_is_told_at_once(local: bool) -> None:
    assert WRONG_EACH.keys() - {"PROT"} == NAMES, "a new setting is tried with something wrong"
    found = all_settings({f"PRIVACYBOT_{name}": value for name, value in WRONG_EACH.items()}, local)
    assert found.settings is None, "there is no organisation to serve"
    for name in WRONG_EACH.keys() - ({"HOST"} if not local else set()):
        (line,) = [each for each in found.wrong if f"PRIVACYBOT_{name} " in f"{each.partition(':')[0]} "]
        assert "\n" not in line
    assert "geheim-woord" not in "".join(found.wrong)


@given(
    wrong=st.sets(
        st.sampled_from(sorted(WRONG_EACH.keys() - {"ORGANISATION", "APP_TENANT_ID", "APP_PASSWORD"}))
    )
)
def test_whatever_is_wrong_the_rest_is_read(wrong: set[str]) -> None:
    good = SINGLE | {"PRIVACYBOT_HOST": "127.0.0.1"}
    found = all_settings(good | {f"PRIVACYBOT_{name}": WRONG_EACH[name] for name in wrong}, local=True)
    assert len(found.wrong) == len(wrong)
    assert found.settings is not None
    assert found.settings.organisation.tenants
    with pytest.raises(BadSetting) if wrong else nullcontext():
        read_settings(good | {f"PRIVACYBOT_{name}": WRONG_EACH[name] for name in wrong}, local=True)


WRONG_FILE = {
    'short_name = "WIL"': ('short_name = "W I L"', "short_name"),
    'timezone = "Europe/Amsterdam"': ('timezone = "Europa"', "timezone"),
    "breach_hours = 72": ("breach_hours = 24\nconsult_reminder_days = [5, 2]", "reminder_hours_left"),
    "follow_up_hours = 2": ("follow_up_hours = 0", "follow_up_hours"),
    'email = "FG@wil-lekstroom.nl"': ('email = "FG"', "offices.fg.email"),
    'name = "JZ"': ('name = "JZ"\nphone = "bel me maar"\nchannel = "19:x"', "offices.jz.phone"),
    'version = "11': ('bot_note = "intranet"\nversion = "11', "policy.bot_note"),
    "draft_days = 14": ("draft_dagen = 14", "terms.draft_dagen"),
    "breach_years = 5": ("breach_years = 0", "retention.breach_years"),
}
ALSO = (
    "consult_reminder_days",
    "offices.jz.service_url",
    "assessment.large_people",
    "assessment.short_hours",
)
"""What fits a rule by itself and not beside another value."""


def test_all_that_is_wrong_in_the_file_is_told_at_once(tmp_path: Path) -> None:
    told = ORGANISATION_FILE.read_text("utf-8")
    for was, (becomes, _) in WRONG_FILE.items():
        assert told.count(was) >= 1, was
        told = told.replace(was, becomes, 1)
    told += "\n[assessment]\nfew_people = 60\nlarge_people = 60\nshort_hours = 0\nmoney_hours = 1\n"
    path = tmp_path / "organisation.toml"
    path.write_text(told, "utf-8")
    found = all_settings(BASE | {"PRIVACYBOT_ORGANISATION": str(path), "PRIVACYBOT_PORT": "x"}, local=True)
    for name in (
        *(named for _, named in WRONG_FILE.values()),
        *ALSO,
        "assessment.money_hours",
        "PRIVACYBOT_PORT",
    ):
        assert [line for line in found.wrong if name in line], (name, found.wrong)
    assert all(str(path) in line for line in found.wrong if "PRIVACYBOT_PORT" not in line)


def test_the_example_file_is_a_good_one(tmp_path: Path) -> None:
    """Its placeholders are refused as they stand, and fit once they are filled in."""
    example = Path(__file__).parents[2] / "organisation.example.toml"
    with pytest.raises(BadSetting, match="<tenant id>"):
        read_settings(BASE | {"PRIVACYBOT_ORGANISATION": str(example)}, local=True)
    filled = tmp_path / "organisation.toml"
    told = example.read_text("utf-8").replace("<name>", "Noor Voorbeeld")
    for placeholder in ("<tenant id>", "<object id>"):
        told = told.replace(placeholder, "00000000-0000-4000-8000-000000000002")
    filled.write_text(told, "utf-8")
    read_settings(BASE | {"PRIVACYBOT_ORGANISATION": str(filled)}, local=True)
    facts = {"telefoonnummer": "000 000 00 00", "acht cijfers": "00000000", "sector": "Openbaar bestuur"}
    told = re.sub(r"^# (\w+ = \")", r"\1", told, flags=re.MULTILINE)
    told = re.sub(r"<([^>]+)>", lambda found: facts.get(found[1], "Voorbeeld"), told)
    filled.write_text(told, "utf-8")
    whole = read_settings(BASE | {"PRIVACYBOT_ORGANISATION": str(filled)}, local=True).organisation
    assert whole.missing == (), "the example names every fact that a paper states"


def test_an_office_may_have_a_telephone(tmp_path: Path) -> None:
    path = tmp_path / "organisation.toml"
    told = ORGANISATION_FILE.read_text("utf-8")
    for phone in ("030 123 45 67", "+31 (0)30-1234567", ""):
        path.write_text(told.replace('name = "JZ"', f'name = "JZ"\nphone = "{phone}"'), "utf-8")
        settings = read_settings(BASE | {"PRIVACYBOT_ORGANISATION": str(path)}, local=True)
        assert settings.organisation.offices.jz.phone == phone


def test_mail_settings_are_read() -> None:
    relay = read_smtp("smtp://bot:geheim%40woord@relay.invalid:2525?starttls=1")
    assert relay is not None
    assert (relay.host, relay.port, relay.user, relay.password) == (
        "relay.invalid",
        2525,
        "bot",
        "geheim@woord",
    )
    implicit = read_smtp("smtps://relay.invalid")
    assert implicit is not None
    assert (implicit.port, implicit.implicit_tls) == (465, True)
