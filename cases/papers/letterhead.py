"""What every paper can state about the organisation: its facts, its offices, on whose behalf it decides. Pure."""

from cases.names import names_of
from cases.organisation import Organisation
from cases.papers.paper import Value


def organisation_values(org: Organisation) -> dict[str, Value]:
    """The values that are the same in every paper; what the organisation file does not say is a gap."""
    facts, mandate, offices = org.facts, org.mandate, org.offices
    return {
        **names_of(org),
        "organisation": org.name,
        "address": facts.found_at,
        "mail_address": facts.mail_to,
        "kvk": facts.kvk,
        "sector": facts.sector,
        "body": mandate.body,
        "decided_by": mandate.by,
        "office_title": offices.po.title,
        "office_mail": offices.po.email,
        "office_phone": org.phone_of("po"),
        "fg_title": offices.fg.title,
        "fg_contact": offices.fg.contact,
        "fg_mail": offices.fg.email,
        "fg_phone": org.phone_of("fg"),
        "fg_number": offices.fg.ap_number,
        "jz_title": offices.jz.title,
        "jz_mail": offices.jz.email,
        "jz_phone": org.phone_of("jz"),
    }
