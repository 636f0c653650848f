"""The case that the answers of an intake make."""

from datetime import date, datetime

from cases.drafts.answers import FilledIn
from cases.organisation import Organisation
from cases.people import Actor
from cases.plain_text import shortened
from cases.register.filing import filing_of
from cases.register.life import Change
from cases.rights.case import RightsCase
from cases.rights.life import file_request
from cases.rights.request import RIGHTS, WISH_LIMIT, RightsRequest
from state_machines.chart import Facts


def from_answers(
    filled: FilledIn, number: str, reporter: Actor, now: datetime, org: Organisation
) -> Change[RightsCase]:
    """A new request, with everything that has to be told and remembered about it."""
    filing = filing_of(filled, number, reporter, now, org)
    if not filled.origin:
        return file_request(request_of(filled.facts), filing)
    wish = shortened(filled.facts["wish"], WISH_LIMIT)
    request = RightsRequest(received_on=date.fromisoformat(filled.facts["received_date"]), wish=wish)
    return file_request(request, filing, from_consult=filled.origin, why=filled.why)


def request_of(facts: Facts) -> RightsRequest:
    """The request that these answers make."""
    chosen = {*facts["rights"].split(","), *facts.get("wishes", "").split(",")}
    return RightsRequest.model_validate(
        {
            "rights": [right for right in RIGHTS if right in chosen],
            "received_on": facts["received_date"],
            "channel": facts["channel"],
            "wish": facts["wish"],
            "subject": facts["subject"],
            "asker": facts["asker"],
            "authority": facts.get("authority"),
            "proof": facts.get("proof"),
            "reference": facts["reference"],
            "clear": facts["clear"],
            "identified": facts["identified"],
            "doubt": facts["doubt"] == "ja",
            "weight": facts["weight"].split(","),
            "told": facts["told"].split(","),
            "told_words": facts["told_words"],
        }
    )
