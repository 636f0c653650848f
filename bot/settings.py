"""Settings from the environment and the organisation file; bad ones stop the start, with a clear line for each."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import ValidationError

from bot.teams.addresses import plain_address
from bot.watch.logs import FORMS, LogForm
from cases.organisation import Organisation, is_object_id
from cases.register.seals import NO_SEALS, BadSealKey, Seals, read_seals

T = TypeVar("T")

PREFIX = "PRIVACYBOT_"
NAMES = frozenset(
    {
        "HOST",
        "PORT",
        "APP_ID",
        "APP_PASSWORD",
        "APP_TYPE",
        "APP_TENANT_ID",
        "STORE",
        "SMTP",
        "ORGANISATION",
        "FILE_HOSTS",
        "SEAL_KEY",
        "LOG",
        "METRICS_TOKEN",
        "PING_URL",
        "APP_PASSWORD_EXPIRES",
    }
)
DEFAULTS = {
    "HOST": "127.0.0.1",
    "PORT": "3978",
    "APP_TYPE": "SingleTenant",
    "STORE": "sqlite:privacybot.db",
    "SMTP": "none",
    "ORGANISATION": "organisation.toml",
    "LOG": "text",
}
"""What holds for a name that is not set. The others have none."""

_TOKEN = re.compile(r"[A-Za-z0-9._-]{24,200}")

MOST_NAMED = 20
"""So many organisations are named in a line that says which there are."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")

AppType = Literal["SingleTenant", "MultiTenant", "UserAssignedMSI"]
_TYPES: dict[str, AppType] = {
    "SingleTenant": "SingleTenant",
    "MultiTenant": "MultiTenant",
    "UserAssignedMSI": "UserAssignedMSI",
}


class BadSetting(Exception):
    """Which settings are wrong and what to change, a line for each. Never holds a secret."""

    def __init__(self, *lines: str) -> None:
        # What somebody typed may hold the end of a line.
        self.lines = tuple(" ".join(each.split()) for each in lines)
        super().__init__("\n".join(self.lines))


@dataclass(frozen=True, slots=True)
class Registration:
    """The bot's registration at Microsoft. With a managed identity `password` is empty; `identity_endpoint` and
    `identity_header` are what App Service gives (empty on a virtual machine)."""

    app_id: str
    password: str = field(repr=False)
    app_type: AppType
    tenant_id: str
    identity_endpoint: str = ""
    identity_header: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Smtp:
    """The mail relay. Port 465 means TLS from the first byte; otherwise STARTTLS is demanded."""

    host: str
    port: int
    user: str
    password: str
    implicit_tls: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the start needs to know.

    `organisation` is the one that the bot, or a command, works for; of a folder the first, and `beside` are the others.
    Without `metrics_token` nobody reads the figures; `ping_url` gets a sign of life; `password_expires` is the last day
    of the password of the registration, which only its maker knows.
    """

    host: str
    port: int
    local: bool
    registration: Registration | None
    store: str
    smtp: Smtp | None
    organisation: Organisation
    file_hosts: frozenset[str] = frozenset()
    seals: Seals = NO_SEALS
    log: LogForm = "text"
    metrics_token: str = field(default="", repr=False)
    ping_url: str = field(default="", repr=False)
    password_expires: date | None = None
    beside: tuple[Organisation, ...] = ()
    of_folder: bool = False
    """Whether the organisations come from a folder: then the tenant decides whose turn it is (ADR 0031)."""

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """All that the bot works for."""
        return (self.organisation, *self.beside)


@dataclass(frozen=True, slots=True)
class Found:
    """What could be read, and a line for each thing that is wrong. For what is wrong, `settings` has what holds for a
    name that is not set; it is None when there is no organisation to serve."""

    settings: Settings | None
    wrong: tuple[str, ...]


def read_settings(environment: Mapping[str, str], local: bool) -> Settings:
    """Raises BadSetting with all that is wrong. `local` is the flag --local: no tokens, loopback only."""
    found = all_settings(environment, local)
    if found.wrong or found.settings is None:
        raise BadSetting(*found.wrong)
    return found.settings


def all_settings(environment: Mapping[str, str], local: bool) -> Found:
    """Everything that is set, and everything that is wrong with it."""
    given = {
        name.removeprefix(PREFIX): value for name, value in environment.items() if name.startswith(PREFIX)
    }
    told = DEFAULTS | given
    wrong = _Wrong()
    for unknown in sorted(given.keys() - NAMES):
        if not unknown.startswith("TEST_"):
            wrong.lines.append(f"{PREFIX}{unknown} is no setting; known are {', '.join(sorted(NAMES))}")
    if local and told["HOST"] not in LOOPBACK:
        wrong.lines.append(f"{PREFIX}HOST must be 127.0.0.1 with --local, because nobody is checked there")
    registration = wrong.kept(lambda: _registration(told, environment, local), None)
    place = told["ORGANISATION"]
    organisations: tuple[Organisation, ...] = wrong.kept(lambda: read_organisations(place), ())
    if not local and any(not each.tenants for each in organisations):
        wrong.lines.append("tenants is empty in the organisation file: name the tenant that the bot serves")
    port = wrong.kept(lambda: _port(told["PORT"]), int(DEFAULTS["PORT"]))
    wrong.kept(lambda: _check_store(told["STORE"]), None)
    smtp = wrong.kept(lambda: read_smtp(told["SMTP"]), None)
    file_hosts = wrong.kept(lambda: _file_hosts(told.get("FILE_HOSTS", "")), frozenset[str]())
    seals = wrong.kept(lambda: _seals(told.get("SEAL_KEY", "")), NO_SEALS)
    form: LogForm = wrong.kept(lambda: _log_form(told["LOG"]), "text")
    token = wrong.kept(lambda: _token(told.get("METRICS_TOKEN", "")), "")
    ping_url = wrong.kept(lambda: _ping_url(told.get("PING_URL", "")), "")
    expires = wrong.kept(lambda: _day(told.get("APP_PASSWORD_EXPIRES", "")), None)
    if not organisations:
        return Found(None, tuple(wrong.lines))
    if registration is not None and not local:
        app = {"app_id": registration.app_id}
        organisations = tuple(each.model_copy(update=app) for each in organisations)
    organisation, *beside = organisations
    settings = Settings(
        host=told["HOST"],
        port=port,
        local=local,
        registration=None if local else registration,
        store=told["STORE"],
        smtp=smtp,
        organisation=organisation,
        file_hosts=file_hosts,
        seals=seals,
        log=form,
        metrics_token=token,
        ping_url=ping_url,
        password_expires=expires,
        beside=tuple(beside),
        of_folder=Path(place).is_dir(),
    )
    return Found(settings, tuple(wrong.lines))


@dataclass(slots=True)
class _Wrong:
    """What is wrong so far: reading goes on behind it, so that all of it is told at once."""

    lines: list[str] = field(default_factory=list)

    def kept(self, read: Callable[[], T], otherwise: T) -> T:
        """What `read` gives; `otherwise` when that is wrong."""
        try:
            return read()
        except BadSetting as reason:
            self.lines += reason.lines
        return otherwise


def chosen(settings: Settings, name: str) -> Settings:
    """The same for one organisation: that of this name (`--organisation`), or the only one when no name is given.

    Raises BadSetting when it is not clear whose register is meant.
    """
    if not name and not settings.of_folder:
        return settings
    return replace(settings, organisation=named(settings.organisations, name), beside=())


def named(organisations: tuple[Organisation, ...], name: str) -> Organisation:
    """The one of a folder that has this short name. Raises BadSetting, which says which there are."""
    known = {each.key: each for each in organisations}
    names = f"{', '.join(sorted(known)[:MOST_NAMED])}{', …' if len(known) > MOST_NAMED else ''}"
    if not name:
        raise BadSetting(
            f"{PREFIX}ORGANISATION is a folder: say whose, with --organisation and one of {names}"
        )
    if name.lower() not in known:
        raise BadSetting(f"--organisation: {name[:40]!r} is not here; {PREFIX}ORGANISATION has {names}")
    return known[name.lower()]


def read_organisations(place: str) -> tuple[Organisation, ...]:
    """That of a file, or those of all `.toml` files of a folder, in the order of their names.

    Raises BadSetting with all that is wrong in every file, a line for each.
    """
    folder = Path(place)
    if not folder.is_dir():
        return (read_organisation(place),)
    files = sorted(each for each in folder.glob("*.toml") if not each.name.startswith("."))
    if not files:
        raise BadSetting(f"{PREFIX}ORGANISATION: there is no .toml file in the folder {place}")
    read, wrong = dict[str, Organisation](), list[str]()
    for path in files:
        try:
            read[path.name] = read_organisation(str(path))
        except BadSetting as reason:
            wrong += reason.lines
    wrong += _not_apart(read)
    if wrong:
        raise BadSetting(*wrong)
    return tuple(read.values())


def _not_apart(read: Mapping[str, Organisation]) -> Iterator[str]:
    """Where organisations of one folder could be taken for each other. By file."""
    owners: Mapping[tuple[str, str], list[str]] = defaultdict(list)
    for file, org in read.items():
        if not org.tenants:
            yield f"{file}: tenants is empty: in a folder the tenant decides whose turn it is"
        channels = {each.channel for _, each in org.offices if each.channel}
        same = [("name", {org.name.casefold()}), ("short_name", {org.key})]
        for what, values in (*same, ("tenant", set(org.tenants)), ("channel", channels)):
            for value in values:
                owners[what, value].append(file)
    for (what, value), files in sorted(owners.items()):
        if len(files) > 1:
            yield f"{', '.join(files)}: have the same {what} {value}: each needs its own"


def read_organisation(path: str) -> Organisation:
    """The organisation file. Raises BadSetting with all that is wrong in it, a line for each."""
    try:
        return Organisation.model_validate(tomllib.loads(Path(path).read_text("utf-8")))
    except OSError as reason:
        raise BadSetting(
            f"{PREFIX}ORGANISATION: cannot read {path} ({reason.strerror}); copy organisation.example.toml"
        ) from reason
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        raise BadSetting(f"{path}: not TOML in UTF-8: {reason}") from reason
    except ValidationError as reason:
        raise BadSetting(
            *(
                f"{path}: {'.'.join(str(part) for part in each['loc'])}: {each['msg']}"
                for each in reason.errors()
            )
        ) from reason


def read_smtp(setting: str) -> Smtp | None:
    """`smtp://user:pw@host:587?starttls=1`, `smtps://…` or `none`. Raises BadSetting, never showing the password."""
    if setting == "none":
        return None
    try:
        parts = urlsplit(setting)
        port = parts.port
    except ValueError as reason:
        raise BadSetting(f"{PREFIX}SMTP: not an address like smtp://user:pw@host:587?starttls=1") from reason
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadSetting(f"{PREFIX}SMTP: must be smtp://user:pw@host:587?starttls=1, smtps://… or none")
    asked = parse_qs(parts.query).get("starttls", ["1"])
    if asked != ["1"]:
        raise BadSetting(f"{PREFIX}SMTP: starttls must be 1, mail without encryption is refused")
    implicit = parts.scheme == "smtps"
    return Smtp(
        host=parts.hostname,
        port=port or (465 if implicit else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        implicit_tls=implicit,
    )


def _check_store(setting: str) -> None:
    from storage.store_setting import (  # who reads the file alone needs no store
        BadStoreSetting,
        check_store_setting,
    )

    try:
        check_store_setting(setting)
    except BadStoreSetting as reason:
        raise BadSetting(str(reason)) from None


def _log_form(setting: str) -> LogForm:
    for each in FORMS:
        if setting == each:
            return each
    raise BadSetting(f"{PREFIX}LOG: must be one of {', '.join(FORMS)}")


def _token(setting: str) -> str:
    if setting and not _TOKEN.fullmatch(setting):
        raise BadSetting(
            f"{PREFIX}METRICS_TOKEN: at least 24 letters, digits or - _ . (`openssl rand -hex 32` makes one)"
        )
    return setting


def _ping_url(setting: str) -> str:
    if not setting:
        return ""
    parts = plain_address(setting, 500)
    local = parts is not None and parts.scheme == "http" and (parts.hostname or "") in LOOPBACK
    if parts is None or not (parts.scheme == "https" or local):
        raise BadSetting(f"{PREFIX}PING_URL: not an address like https://example.org/ping/0123")
    return setting


def _day(setting: str) -> date | None:
    try:
        return date.fromisoformat(setting) if setting else None
    except ValueError:
        raise BadSetting(f"{PREFIX}APP_PASSWORD_EXPIRES: not a day like 2027-01-31") from None


def _seals(setting: str) -> Seals:
    try:
        return read_seals(setting)
    except BadSealKey as reason:
        raise BadSetting(f"{PREFIX}SEAL_KEY: {reason}") from None  # never shows the key


def _registration(
    told: Mapping[str, str], environment: Mapping[str, str], local: bool
) -> Registration | None:
    """None when there is none and none is needed."""
    wrong = _Wrong()
    app_id = told.get("APP_ID", "").strip()
    if not app_id:
        if local:
            return None
        wrong.lines.append(
            f"{PREFIX}APP_ID is missing: set it, or start with --local for a client on this machine"
        )
    elif not is_object_id(app_id):
        wrong.lines.append(f"{PREFIX}APP_ID is no id like 01234567-89ab-cdef-0123-456789abcdef")
    named = told["APP_TYPE"]
    meant = next((each for each in _TYPES if each.lower() == named.strip().lower()), None)
    if named not in _TYPES:
        wrong.lines.append(f"{PREFIX}APP_TYPE: must be one of {', '.join(_TYPES)}")
    tenant, password = told.get("APP_TENANT_ID", "").strip(), told.get("APP_PASSWORD", "")
    if meant not in (None, "MultiTenant") and not tenant:
        wrong.lines.append(f"{PREFIX}APP_TENANT_ID is missing: {meant} needs it")
    if meant not in (None, "UserAssignedMSI") and not password:
        wrong.lines.append(f"{PREFIX}APP_PASSWORD is missing: {meant} needs it")
    if wrong.lines:
        raise BadSetting(*wrong.lines)
    return Registration(
        app_id,
        password,
        _TYPES[named],
        tenant,
        environment.get("IDENTITY_ENDPOINT", ""),
        environment.get("IDENTITY_HEADER", ""),
    )


def _file_hosts(text: str) -> frozenset[str]:
    """Where files of colleagues lie, as `wil-my.sharepoint.com`, with commas between several."""
    hosts = frozenset(each.strip().lower() for each in text.split(",") if each.strip())
    if wrong := sorted(each for each in hosts if not _HOST.fullmatch(each)):
        raise BadSetting(
            f"{PREFIX}FILE_HOSTS: {wrong[0][:60]} is no host of SharePoint, as in wil-my.sharepoint.com"
        )
    return hosts


_HOST = re.compile(r"[a-z0-9-]{1,80}\.sharepoint\.com")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise BadSetting(f"{PREFIX}PORT: must be a number from 1 to 65535")
    return int(text)
