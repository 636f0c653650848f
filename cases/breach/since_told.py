"""What is known now against what the AP was told: what a supplement has to say (AVG article 33(4)). Pure."""

from collections.abc import Mapping

from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.facts import fact_name, happened_in_words, told_by_now
from cases.breach.report import CHOICES
from cases.organisation import Organisation
from cases.register.export import moment

say = words_beside(__file__)


def facts_now(case: BreachCase, org: Organisation) -> dict[str, str]:
    """What is known now, in the words of today: so it can be read when lists have other words."""
    given = {field: told_by_now(case, field) for field in CHOICES}
    counted = {"n_people": case.answered("people_about"), "n_records": case.answered("records_about")}
    given |= {field: value for field, value in counted.items() if value}
    given["discovered_at"] = moment(case.report.discovered_at, org)
    given["happened"] = happened_in_words(case, org)
    return given


def changed_since(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """What is otherwise than it was told; a fact of a later version was not told."""
    return tuple(
        say("was_now", what=fact_name(each), before=before[each], after=now[each])
        for each in now
        if each in before and before[each] != now[each]
    )


def changes_told(case: BreachCase, org: Organisation) -> tuple[str, ...]:
    """What is otherwise than the AP was told last; nothing when that was not kept."""
    lines = [each for each in case.notifications if each.facts]
    return changed_since(lines[-1].facts, facts_now(case, org)) if lines and case.told != "no" else ()
