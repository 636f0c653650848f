"""The Bicep files can be read, and what they make is what the bot needs: no key, no password, every setting passed."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pycep
import pytest
from lark.exceptions import LarkError

from bot.settings import NAMES, PREFIX
from cases.ports import Table
from storage.open_store import BadStoreSetting, open_rows
from tests.deploy.dockerfile import ROOT

FOLDER = ROOT / "deploy" / "azure"
MAIN, REGISTRY = FOLDER / "main.bicep", FOLDER / "registry.bicep"

NOT_PASSED = {"APP_PASSWORD": "a managed identity has none"}
"""Settings that Azure does not give, and why."""


def read(path: Path) -> Mapping[str, Any]:
    """The file as its parser reads it. Raises what the parser raises."""
    return pycep.BicepParser().parse(text=path.read_text("utf-8"))


@pytest.fixture(scope="module")
def main() -> Mapping[str, Any]:
    return read(MAIN)


def properties(main: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = main["resources"][name]["config"]["properties"]
    return found


def container(main: Mapping[str, Any]) -> Mapping[str, Any]:
    (found,) = properties(main, "app")["template"]["containers"]
    return dict(found)


def path_of(value: Any) -> str:
    """What the parser made of `a.b.c`, as it was written. (An alert has an `operator` too, which is a word.)"""
    if isinstance(value, Mapping) and isinstance(value.get("operator"), Mapping):
        both = value["operator"]["operands"]
        return f"{path_of(both['operand_1'])}.{path_of(both['operand_2'])}"
    if isinstance(value, Mapping) and "function" in value:
        return f"{value['function']['type']}()"
    return str(value)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.bicep")), ids=lambda path: path.name)
def test_every_file_is_read_by_a_parser(path: Path) -> None:
    found = read(path)
    assert found["resources"]
    for name, each in found["parameters"].items():
        told = [one for one in each["decorators"] if one["type"] == "description"]
        assert told or path == REGISTRY, f"{name} is not described"


def named_in(value: Any) -> Iterator[str]:
    """The names whose properties are asked for, in expressions and inside texts."""
    if isinstance(value, Mapping):
        if path_of(value) != str(value):
            yield path_of(value).partition(".")[0]
            return
        for key, each in value.items():
            yield from named_in(key)
            yield from named_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from named_in(each)
    elif isinstance(value, str):
        yield from re.findall(r"\$\{(\w+(?:\(\))?)[.}]", value)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.bicep")), ids=lambda path: path.name)
def test_nothing_is_asked_of_what_is_not_there(path: Path) -> None:
    found = read(path)
    there = {name for part in ("parameters", "variables", "resources") for name in found.get(part, {})}
    named = set(named_in(found["resources"])) | set(named_in(found["outputs"]))
    assert named
    assert sorted(each for each in named - there if not each.endswith("()")) == [], "functions are of Azure"
    unused = {each for each in found["parameters"] if path.read_text("utf-8").count(each) < 2}
    assert unused == set()


def test_a_parser_sees_a_fault() -> None:
    with pytest.raises(LarkError):
        pycep.BicepParser().parse(text=MAIN.read_text("utf-8").replace("kind: 'azurebot'", "kind 'azurebot'"))


def test_the_bot_is_registered_with_its_identity_and_for_teams(main: Mapping[str, Any]) -> None:
    bot = properties(main, "registration")
    assert bot["msaAppType"] == "UserAssignedMSI"
    assert path_of(bot["msaAppId"]) == "identity.properties.clientId"
    assert path_of(bot["msaAppMSIResourceId"]) == "identity.id"
    assert path_of(bot["msaAppTenantId"]) == "tenant().tenantId"
    assert bot["endpoint"].endswith("/api/messages")
    assert properties(main, "teams")["channelName"] == "MsTeamsChannel"


def test_every_setting_of_the_bot_is_passed(main: Mapping[str, Any]) -> None:
    given = {each["name"]: each for each in container(main)["env"]}
    ours = {name.removeprefix(PREFIX) for name in given if name.startswith(PREFIX)}
    assert ours == NAMES - set(NOT_PASSED)
    assert given["PRIVACYBOT_APP_TYPE"]["value"] == "UserAssignedMSI"
    assert path_of(given["PRIVACYBOT_APP_ID"]["value"]) == "identity.properties.clientId"
    assert path_of(given["AZURE_CLIENT_ID"]["value"]) == "identity.properties.clientId"
    assert given["PRIVACYBOT_HOST"]["value"] == "0.0.0.0"
    (mount,) = container(main)["volumeMounts"]
    assert given["PRIVACYBOT_ORGANISATION"]["value"] == f"{mount['mountPath']}/organisation.toml"


async def test_the_store_is_one_that_the_bot_takes(main: Mapping[str, Any]) -> None:
    (given,) = (each["value"] for each in container(main)["env"] if each["name"] == "PRIVACYBOT_STORE")
    address = given.replace("${storage.name}", "a" * 24).replace(
        "${environment().suffixes.storage}", "core.windows.net"
    )
    assert address == f"https://{'a' * 24}.table.core.windows.net"
    with pytest.raises(BadStoreSetting):
        await open_rows(f"{address}/?sig=x")
    assert path_of(main["outputs"]["store"]["value"]) == given


def test_what_is_secret_is_read_from_the_vault_with_the_identity(main: Mapping[str, Any]) -> None:
    secrets = {each["name"]: each for each in properties(main, "app")["configuration"]["secrets"]}
    for each in secrets.values():
        assert "keyVaultUrl" in each
        assert "value" not in each
        assert path_of(each["identity"]) == "identity.id"
    used = {each["secretRef"] for each in container(main)["env"] if "secretRef" in each}
    (volume,) = properties(main, "app")["template"]["volumes"]
    used |= {each["secretRef"] for each in volume["secrets"]}
    assert used == set(secrets)
    for name in ("organisation", "smtp", "sealKey"):
        assert {"type": "secure"} in main["parameters"][name]["decorators"], name


def test_there_is_no_key_and_no_password(main: Mapping[str, Any]) -> None:
    storage = properties(main, "storage")
    assert storage["allowSharedKeyAccess"] is False
    assert storage["allowBlobPublicAccess"] is False
    assert storage["supportsHttpsTrafficOnly"] is True
    assert storage["minimumTlsVersion"] == "TLS1_2"
    assert properties(main, "vault")["enableRbacAuthorization"] is True
    assert properties(main, "vault")["enablePurgeProtection"] is True
    assert properties(main, "registration")["disableLocalAuth"] is True
    assert read(REGISTRY)["resources"]["registry"]["config"]["properties"]["adminUserEnabled"] is False
    for path in FOLDER.glob("*.bicep*"):
        assert not re.search(r"(?i)listKeys|sharedKey:|accountKey|password:", path.read_text("utf-8")), (
            path.name
        )


def test_the_tables_are_those_that_the_bot_reads(main: Mapping[str, Any]) -> None:
    made = {
        each["config"]["name"]
        for each in main["resources"].values()
        if each["type"].endswith("tableServices/tables")
    }
    assert made == set(get_args(Table))


def test_the_register_is_locked_and_the_identity_may_write_rows(main: Mapping[str, Any]) -> None:
    lock = main["resources"]["keepTheRegister"]["config"]
    assert (lock["scope"], lock["properties"]["level"]) == ("storage", "CanNotDelete")
    # Storage Table Data Contributor, Key Vault Secrets User, AcrPull: ids that are the same in every subscription.
    ids = {name: each["value"] for name, each in main["variables"].items()}
    assert ids["tableContributor"] == "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"
    assert ids["secretsUser"] == "4633458b-17de-408a-b874-0445c86b69e6"
    assert ids["imagePuller"] == "7f951dda-4ed3-4680-a7ca-43fe172d538d"
    for role in ("mayWriteRows", "mayReadSecrets", "mayPull"):
        assert path_of(properties(main, role)["principalId"]) == "identity.properties.principalId"
        assert role in main["resources"]["app"]["config"]["dependsOn"]


def test_two_instances_run_and_their_health_is_watched(main: Mapping[str, Any]) -> None:
    least = {each["type"]: each.get("argument") for each in main["parameters"]["instances"]["decorators"]}
    assert main["parameters"]["instances"]["default"] == 2
    assert least["min_value"] == 2
    asked = {each["type"]: each["httpGet"]["path"] for each in container(main)["probes"]}
    assert asked == {"Startup": "/health/live", "Liveness": "/health/live", "Readiness": "/health/ready"}
    assert all(each["failureThreshold"] <= 10 for each in container(main)["probes"]), (
        "the most that Azure takes"
    )
    routes = (ROOT / "bot" / "teams" / "web.py").read_text("utf-8")
    assert all(f'"{path}"' in routes for path in (*asked.values(), "/api/messages"))
    ingress = properties(main, "app")["configuration"]["ingress"]
    assert ingress["external"] is True
    assert ingress["allowInsecure"] is False


def alerts(main: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, each in main["resources"].items():
        if each["type"] in (
            "Microsoft.Insights/scheduledQueryRules",
            "Microsoft.Insights/metricAlerts",
        ):
            yield name, each["config"]["properties"]


def test_every_alert_reaches_somebody(main: Mapping[str, Any]) -> None:
    found = dict(alerts(main))
    assert set(found) == {"errorAlert", "warningAlert", "mailAlert", "probeAlert", "outsideAlert"}
    for name, each in found.items():
        assert "administrators" in str(each["actions"]), name
        assert each["enabled"] is True


def test_the_alerts_look_for_what_the_log_says(main: Mapping[str, Any]) -> None:
    """The format of a line stands in bot/watch/logs.py: the level between two spaces."""
    assert "%(asctime)s %(levelname)s %(name)s" in (ROOT / "bot" / "watch" / "logs.py").read_text("utf-8")
    text = MAIN.read_text("utf-8")
    assert 'Log contains " ERROR "' in text
    assert 'Log contains " WARNING "' in text
    assert 'Log contains "the mail relay"' in text
    assert '"the mail relay refuses the login"' in (ROOT / "bot" / "outbox" / "mail.py").read_text("utf-8")


def test_the_example_fills_in_every_parameter_without_a_default(main: Mapping[str, Any]) -> None:
    example = (FOLDER / "main.example.bicepparam").read_text("utf-8")
    given = set(re.findall(r"^param (\w+) = ", example, re.MULTILINE))
    needed = {name for name, each in main["parameters"].items() if each["default"] is None}
    assert needed <= given <= set(main["parameters"])
    assert "using 'main.bicep'" in example
    assert "/deploy/azure/main.bicepparam" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
