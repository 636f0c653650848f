"""The organisation that the bot works for: its offices, terms and retention, as organisation.toml gives them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from cases.measures import Measures
from cases.organisation_values import LINE_LIMIT as LINE_LIMIT
from cases.organisation_values import Guid as Guid
from cases.organisation_values import (
    Kvk,
    Line,
    MailAddress,
    PerhapsLine,
    PerhapsMail,
    Phone,
    WebAddress,
    Zone,
)
from cases.organisation_values import is_object_id as is_object_id

OfficeId = Literal["po", "fg", "jz"]
OFFICES: tuple[OfficeId, ...] = get_args(OfficeId)

_KEY = re.compile(r"[a-z0-9-]{1,40}")


class _Part(BaseModel):
    # Values that fit together or not are checked at the later one of them, so that all that is wrong is told at once.
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class Member(_Part):
    """Somebody who speaks for an office; `id` is the Entra (AAD) object id."""

    id: Guid
    name: Line


class Office(_Part):
    """Who decides, who stands in, and where they are reached. Without `channel` it is linked from Teams.

    `phone` is shown to who asks for it. `article` stands before the name in a sentence; the name of a department needs
    none. `contact` is the person whom others may ask for, as letters and forms name them; `ap_number` is the number
    under which the AP knows the FG.
    """

    name: Line
    article: str = "de"
    email: MailAddress
    phone: Phone = ""
    contact: PerhapsLine = ""
    ap_number: PerhapsLine = ""
    full_name: str = ""
    members: tuple[Member, ...] = ()
    deputies: tuple[Member, ...] = ()
    channel: str = ""
    service_url: WebAddress = ""

    @field_validator("service_url")
    @classmethod
    def _reachable(cls, given: str, others: ValidationInfo) -> str:
        if bool(others.data.get("channel", given)) != bool(given):
            raise ValueError("channel and service_url belong together: give both or neither")
        return given

    @property
    def title(self) -> str:
        """The name in full, as a sentence uses it."""
        return self.full_name or self.name

    @property
    def whom(self) -> str:
        """The name in full inside a sentence, with its article."""
        return f"{self.article} {self.title}".strip()

    @property
    def who(self) -> str:
        """The name in full as the first words of a sentence, with its article."""
        return f"{self.whom[:1].upper()}{self.whom[1:]}"

    @property
    def short(self) -> str:
        """The short name inside a sentence, with its article."""
        return f"{self.article} {self.name}".strip()

    @property
    def who_short(self) -> str:
        """The short name as the first words of a sentence, with its article."""
        return f"{self.short[:1].upper()}{self.short[1:]}"


class Absence(_Part):
    """Somebody of an office is away; `until` is the first day back."""

    id: Guid
    until: date


class Offices(_Part):
    """Privacy Officer, data protection officer (FG), legal affairs (JZ)."""

    po: Office
    fg: Office
    jz: Office

    @model_validator(mode="before")
    @classmethod
    def _department(cls, given: Any) -> Any:
        """Legal affairs is a department, so it has no article unless the file gives one."""
        if isinstance(given, Mapping) and isinstance(jz := given.get("jz"), Mapping):
            return {**given, "jz": {"article": "", **jz}}
        return given


class OrganisationFacts(_Part):
    """What is fixed about the organisation, as letters and forms state it. What is "" is a gap in them.

    `sector` is called as the form of the AP calls it; `website` is where the public finds the organisation.
    """

    visiting_address: PerhapsLine = ""
    postal_address: PerhapsLine = ""
    phone: Phone = ""
    kvk: Kvk = ""
    sector: PerhapsLine = ""
    website: WebAddress = ""

    @property
    def mail_to(self) -> str:
        """Where post goes."""
        return self.postal_address or self.visiting_address

    @property
    def found_at(self) -> str:
        """Where the organisation is."""
        return self.visiting_address or self.postal_address


class Mandate(_Part):
    """On whose behalf decisions on requests are taken: `body` is the public body, `by` who decides in its name.

    A decision under mandate names that body (Awb article 10:10).
    """

    body: PerhapsLine = ""
    by: PerhapsLine = ""


class Administrators(_Part):
    """Who may change offices and facts in Teams beside the FG, by their Entra (AAD) object ids. They hear when nobody
    stands in for an office, and once a day when something is wrong with the bot: in Teams, or at `mail` when none of
    them is reached there."""

    people: tuple[Guid, ...] = ()
    mail: PerhapsMail = ""


class Oversight(_Part):
    """What is kept so that the FG can look back, and for how long.

    `file_cases`: a file of more cases than this is told to the FG at once. `access_months`: how long is kept who opened
    a case and who took a file. `left_days`: how long after somebody left the organisation what the bot holds of that
    person stays.
    """

    file_cases: Annotated[int, Field(ge=1, le=100_000)] = 50
    access_months: Annotated[int, Field(ge=1, le=120)] = 12
    left_days: Annotated[int, Field(ge=1, le=365)] = 30


class Policy(_Part):
    """Where the privacy policy can be read, which version the bot carries out, and where it tells what it keeps."""

    url: WebAddress = ""
    version: str = ""
    bot_note: WebAddress = ""


FOLLOWED = ("offices", "facts", "mandate")
"""The parts of an organisation that can be changed while the bot runs."""

_ADDRESSES = ("visiting_address", "postal_address")
"""One of both will do."""

Hours = Annotated[int, Field(ge=1, le=1000)]
WorkingDays = Annotated[int, Field(ge=1, le=100)]


class Terms(_Part):
    """Terms and rhythms, in hours, months or days. The legal ones may be made stricter, not looser.

    `question_days`: so many working days a case waits for the answer of who reported it.
    `employees_rest`: nobody without an office gets a message between 18.00 and 8.00 or at weekends, but the answer.
    """

    breach_hours: Annotated[int, Field(ge=2, le=72)] = 72
    request_months: Annotated[int, Field(ge=1, le=1)] = 1
    extension_months: Annotated[int, Field(ge=0, le=2)] = 2
    reminder_hours_left: tuple[Hours, ...] = (48, 24, 12, 4, 1)
    follow_up_hours: Hours = 2
    employees_rest: bool = True
    question_hours: Hours = 4
    question_days: WorkingDays = 2
    chore_hours: Hours = 24
    draft_days: Annotated[int, Field(ge=1, le=365)] = 14
    consult_reminder_days: Annotated[tuple[WorkingDays, ...], Field(max_length=10)] = (2, 5)
    consult_question_days: WorkingDays = 2
    consult_close_days: WorkingDays = 10

    @field_validator("consult_reminder_days")
    @classmethod
    def _ascending(cls, days: tuple[int, ...]) -> tuple[int, ...]:
        if list(days) != sorted(set(days)):
            raise ValueError("consult_reminder_days must go up, like 2, 5")
        return days

    @field_validator("reminder_hours_left")
    @classmethod
    def _descending(cls, stages: tuple[int, ...], others: ValidationInfo) -> tuple[int, ...]:
        if list(stages) != sorted(set(stages), reverse=True):
            raise ValueError("reminder_hours_left must go down, like 48, 24, 12, 4, 1")
        hours = others.data.get("breach_hours")
        if stages and hours is not None and stages[0] >= hours:
            raise ValueError(f"reminder_hours_left must be below breach_hours ({hours})")
        if len(stages) > 10:
            raise ValueError("reminder_hours_left holds at most 10 stages")
        return stages


Years = Annotated[int, Field(ge=1, le=100)]


class Retention(_Part):
    """How long closed cases stay in each register, and what has ended in those that have no term by themselves."""

    breach_years: Years = 5
    rights_years: Years = 5
    consult_years: Years = 5
    processing_years: Years | None = None
    agreement_years: Years | None = None
    standing_years: Years | None = None
    drill_years: Years = 1

    @property
    def advice_years(self) -> int:
        """A kept advice stays as long as a question that was answered."""
        return self.consult_years


class Organisation(_Part):
    """Everything that is different in another organisation.

    What FOLLOWED names may be changed in Teams; then this value is told (`follow`), and whoever holds it reads the
    change. `app_id` is the registration under which Teams knows the bot, taken from the environment; "" in a local run.
    """

    name: Line
    short_name: Line
    timezone: Zone = "Europe/Amsterdam"
    tenants: tuple[Guid, ...] = ()
    policy: Policy = Policy()
    facts: OrganisationFacts = OrganisationFacts()
    mandate: Mandate = Mandate()
    offices: Offices
    administrators: Administrators = Administrators()
    terms: Terms = Terms()
    assessment: Measures = Measures()
    retention: Retention = Retention()
    oversight: Oversight = Oversight()
    app_id: str = ""
    _absences: tuple[Absence, ...] = PrivateAttr(default=())

    @field_validator("short_name")
    @classmethod
    def _usable_key(cls, given: str) -> str:
        if not _KEY.fullmatch(given.lower()):
            raise ValueError("short_name may hold letters, digits and hyphens only: it names the rows")
        return given

    @property
    def zone(self) -> ZoneInfo:
        """Where the clocks that people read hang."""
        return ZoneInfo(self.timezone)

    @property
    def key(self) -> str:
        """The organisation in a partition key."""
        return self.short_name.lower()

    @property
    def missing(self) -> tuple[str, ...]:
        """The settings without which a letter, a form or the app package has a gap."""
        wanted = {
            "policy.url": self.policy.url,
            "policy.bot_note": self.policy.bot_note,
            **{f"facts.{name}": value for name, value in self.facts if name not in _ADDRESSES},
            "facts.postal_address": self.facts.mail_to,
            "mandate.body": self.mandate.body,
            "mandate.by": self.mandate.by,
            **{f"offices.{each}.phone": self.phone_of(each) for each in OFFICES},
            "offices.fg.contact": self.offices.fg.contact,
        }
        return tuple(name for name, value in wanted.items() if not value)

    @property
    def offices_told(self) -> str:
        """The offices by their short names, as the first words of a sentence."""
        first, *others = (self.office(each).short for each in OFFICES)
        *between, last = others
        sentence = f"{', '.join((first, *between))} en {last}"
        return f"{sentence[:1].upper()}{sentence[1:]}"

    def phone_of(self, office: str) -> str:
        """The office's own number, or else that of the organisation; "" when neither is set. Raises KeyError."""
        return self.office(office).phone or self.facts.phone

    def office(self, office: str) -> Office:
        """The office with this id. Raises KeyError."""
        match office:
            case "po":
                return self.offices.po
            case "fg":
                return self.offices.fg
            case "jz":
                return self.offices.jz
        raise KeyError(office)

    def roles_of(self, aad_id: str) -> frozenset[str]:
        """The offices that this person speaks for, as member or deputy."""
        wanted = aad_id.strip().lower()
        found = list[str]()
        for each in OFFICES:
            office = self.office(each)
            if wanted in [one.id for one in (*office.members, *office.deputies)]:
                found.append(each)
        return frozenset(found)

    def may_amend(self, aad_id: str) -> bool:
        """Whether this person may change offices and facts in Teams: the FG, or a named administrator."""
        return aad_id.strip().lower() in self.administrators.people or "fg" in self.roles_of(aad_id)

    def follow(self, amended: "Organisation") -> None:
        """From now on its FOLLOWED parts are those of `amended`, for everybody who holds it.

        The only value of the heart that changes in place, all parts at once (ADR 0027); only the desk of the
        organisation calls it, on the one that the house was built with.
        """
        self.__dict__.update({name: getattr(amended, name) for name in FOLLOWED})

    def is_away(self, aad_id: str, now: datetime) -> bool:
        """Whether this person said to be away on this day."""
        today, wanted = now.astimezone(self.zone).date(), aad_id.lower()
        return any(each.id == wanted and today < each.until for each in self._absences)

    def deputies_there(self, office: str, now: datetime) -> tuple[Member, ...]:
        """Who can stand in for an office today. Raises KeyError."""
        return tuple(each for each in self.office(office).deputies if not self.is_away(each.id, now))

    def nobody_there(self, office: str, now: datetime) -> bool:
        """Whether every member of an office is away today, or it has none. Raises KeyError."""
        return all(self.is_away(each.id, now) for each in self.office(office).members)

    @property
    def absences(self) -> tuple[Absence, ...]:
        """Who is away, as they typed it in Teams (bot/turns/absences.py)."""
        return self._absences

    def note_absences(self, absences: tuple[Absence, ...]) -> None:
        """From now on these people are away, for everybody who holds this value: it changes in place."""
        self._absences = absences

    def partition(self, register: str) -> str:
        """The partition of a register ("breach", "rights", "consult"): what lies in it can change together."""
        return f"{self.key}:{register}"


def office_words(office: Office) -> dict[str, str]:
    """What a sentence about an office may be filled in with."""
    return {"office": office.title, "whom": office.whom, "who": office.who}


def office_of(value: str) -> OfficeId:
    """The office with this id; the Privacy Officer for what is none."""
    return next((each for each in OFFICES if each == value), "po")
