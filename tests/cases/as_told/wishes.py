"""What some lives are for: ways that chance seldom finds, as a row of events to do as soon as each can be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WAIT = "wait"
"""No event: so many days (`again`) nobody does anything."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An event to do as soon as it can be, `again` so often, with these values beside those that chance fills in.

    `days` are fields with a day, counted from the moment itself.
    """

    event: str
    values: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    again: int = 0

    def given(self, at: datetime) -> dict[str, str]:
        """What is filled in at this moment."""
        told = {name: (at + timedelta(days=count)).date().isoformat() for name, count in self.days.items()}
        return {**self.values, **told}


@dataclass(frozen=True, slots=True)
class Wishes:
    """The wishes of one life, and how it begins ("": as chance has it)."""

    of: tuple[Wish, ...]
    begins: str = ""


def _row(*events: str | Wish, begins: str = "") -> Wishes:
    return Wishes(tuple(each if isinstance(each, Wish) else Wish(each) for each in events), begins)


def _pause(days: int) -> Wish:
    return Wish(WAIT, again=days)


_WHY = "Dat is zo besloten."

WISHES: Mapping[str, tuple[Wishes, ...]] = {
    "breach": (
        _row(
            *(
                "begin_triage",
                "decide",
                Wish("decide_duties", {"recipients": "politie,partner", "reason": _WHY}),
            ),
            *(Wish("ap_full"), Wish("informed"), Wish("duty_done", {"recipient": "politie"})),
            *(Wish("duty_done", {"recipient": "partner"}), "fill_register", "late_reason", "close", "reopen"),
        ),
        _row(
            *(
                "take_up",
                "ap_provisional",
                "begin_triage",
                Wish("decide", {"choice": "provisional"}),
                "decide_duties",
            ),
            *(
                _pause(4),
                _pause(6),
                _pause(8),
                _pause(8),
                "ap_full",
                "ap_supplement",
                "informed",
                "fill_register",
                "late_reason",
                "close",
            ),
        ),
        _row(
            *(
                "begin_triage",
                Wish("deviate", {"ap": "not", "people": "not", "ground": "wet", "reason": _WHY}),
            ),
            *(
                Wish("decide_duties", {"recipients": "geen", "reason": _WHY}),
                "fill_register",
                "late_reason",
                "close",
            ),
        ),
        _row(
            *("begin_triage", Wish("deviate", {"ap": "notify", "people": "later", "reason": _WHY})),
            *(Wish("decide_people", {"people": "inform", "reason": _WHY}), _pause(5), _pause(7)),
            *("seen", "make_confidential", _pause(8), "informed"),
            *(
                "new_facts",
                Wish("deviate", {"ap": "not", "people": "not", "ground": "risico_weg", "reason": _WHY}),
            ),
            "ap_withdraw",
        ),
        _row(
            *(
                "begin_triage",
                "pause_triage",
                "begin_triage",
                Wish("deviate", {"ap": "notify", "people": "public"}),
            ),
            *(
                "ap_provisional",
                "new_facts",
                Wish("deviate", {"ap": "not", "people": "not", "ground": "wet"}),
            ),
            *("ap_withdraw", "decide_duties", "fill_register", "close"),
        ),
        _row(
            *("begin_triage", "ap_provisional", "conclude_no_breach", "ap_withdraw", "reopen"),
        ),
        _row("ask_withdrawal", "keep_open", "ask_withdrawal", "accept_withdrawal", "reopen", "hand_over"),
        _row(
            *(
                "ask_reporter",
                "answer",
                "add_facts",
                "add_facts",
                "ask_reporter",
                "begin_triage",
                "conclude_no_breach",
            ),
        ),
        _row(
            "make_confidential",
            "take_up",
            "ask_reporter",
            "answer",
            "begin_triage",
            "decide",
            "decide_duties",
        ),
    ),
    "rights": (
        _row(
            *(
                "take_up",
                "confirm_receipt",
                "ask_identity",
                "confirm_identity",
                "ask_search",
                "answer_search",
            ),
            *(Wish("decide", again=4), "record_answer", "tell_recipients", "close"),
        ),
        _row(
            *(
                "confirm_receipt",
                "confirm_identity",
                "ask_clarification",
                "clarified",
                "extend",
                "ask_search",
            ),
            *(
                "ask_search",
                "answer_search",
                Wish("decide", again=4),
                "charge_fee",
                "record_answer",
                "close",
                "reopen",
            ),
        ),
        _row(
            *(
                "confirm_receipt",
                "confirm_identity",
                "pause",
                "make_confidential",
                "ask_search",
                "answer_search",
            ),
            *(Wish("decide", {"outcome": "geweigerd"}, again=4), "record_answer", "close"),
        ),
        _row("ask_search", "ask_search", "ask_search", "answer_search", "amend", "withdraw", "reopen"),
        _row(
            *("confirm_receipt", "confirm_identity"),
            *(Wish("decide", {"outcome": "nvt"}, again=4), "record_answer", "close"),
            *("record_objection", "decide_objection", "close"),
        ),
        _row("ask_reporter", "answer", "add_note", "hand_over", "late_reason", "close"),
    ),
    "consult": (
        _row("take_up", "reply", "follow_up", "reply", "close"),
        _row("ask_reporter", "answer", "reply", "close", "reopen"),
        _row("pass_on", "take_up", "add_words", "reply"),
        _row("make_confidential", "ask_reporter", "answer", "reply", "follow_up"),
        _row("accept_entry", "close", begins="register_entry"),
        _row("record_agreement", "close", begins="agreement"),
        _row("withdraw", "reopen"),
        _row("reply", _pause(9), _pause(9), _pause(9), _pause(9), _pause(30), "reopen", "reply"),
        _row("ask_reporter", _pause(9), _pause(9), _pause(9), _pause(9), _pause(30), "reopen"),
        _row(_pause(3), _pause(3), _pause(5), "pass_on", _pause(9), "seen", _pause(9), "reply"),
        _row("make_confidential", "accept_entry", begins="register_entry"),
    ),
}
