"""Filling in what a paper of a case leaves open: each gap is a field, and the answer is kept on the case. Pure.

What a gap is called is the same in every paper of a case, so what was filled in once stands in all of them.
"""

from collections.abc import Callable, Mapping

from cards.view import Button, Scalar
from cards.words import words_beside
from cases.organisation import Organisation
from cases.papers.cards import FILL
from cases.papers.paper import NoSuchPaper, Paper
from cases.register import life as lives
from cases.register.case import C
from cases.register.fields import FormField
from cases.register.forms import CaseForm
from cases.register.life import CaseEvent, Change, Deed, Life, Refused
from state_machines.engine import NotAllowed

say = words_beside(__file__)

MOST_FIELDS = 5
"""So many gaps are asked at once; the others come the next time."""

GAP_LIMIT = 400
"""Signs of one answer."""

MOST_FILLED = 6000
"""Signs of all answers of a case together: they stand in its row."""

PaperOf = Callable[[C, str, Organisation], Paper]
"""The paper of this id as it is without what was filled in by hand. Raises NoSuchPaper."""

_FIELD = "gap_"


FROM = "from"
"""What a button carries: from which gap of the paper on is asked."""


def paper_filling(paper_of: PaperOf[C]) -> CaseEvent[C]:
    """The event of a register whose papers can be filled in."""

    def asks(case: C, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
        return tuple(
            FormField(f"{_FIELD}{name}", "long_text", limit=GAP_LIMIT, label=_capital(words))
            for name, words in _asked(paper_of, case, given, org).items()
        )

    def ways(case: C, org: Organisation, given: Mapping[str, str]) -> tuple[Button, ...]:
        gaps = _gaps(paper_of, case, given, org)
        start = _start(case, gaps, given)
        more = start + MOST_FIELDS if start + MOST_FIELDS < len(gaps) else 0
        if more == start:
            return ()
        carried: dict[str, Scalar] = {"case": case.number, "paper": given.get("paper", ""), FROM: more}
        return (Button(say("others"), f"{FILL}_form", carried),)

    def does(life: Life[C], case: C, deed: Deed) -> Change[C]:
        return _fill(paper_of, life, case, deed)

    form = CaseForm[C](
        asks=asks,
        held=lambda case, each, now, org: case.filled.get(each.id.removeprefix(_FIELD), ""),
        carries=("paper", FROM),
        ways=ways,
    )
    return CaseEvent(FILL, does, form=form, line=lives.the_words)


def _fill(paper_of: PaperOf[C], life: Life[C], case: C, deed: Deed) -> Change[C]:
    paper = deed.given.get("paper", "")
    asked = _asked(paper_of, case, deed.given, deed.org)
    if not asked:
        raise NotAllowed(f"nothing is open in {paper[:40]!r}")
    filled, lines = dict(case.filled), list[str]()
    for name, words in asked.items():
        if f"{_FIELD}{name}" not in deed.given:
            continue  # the same press again, where other gaps are asked since: what was not sent is not emptied
        value = lives.typed_within(deed.given, f"{_FIELD}{name}", GAP_LIMIT)
        if value == filled.get(name, ""):
            continue
        filled[name] = value
        lines.append(f"{words}: {value}" if value else words)
    filled = {name: value for name, value in filled.items() if value}
    if sum(len(each) for each in filled.values()) > MOST_FILLED:
        raise Refused(f"{_FIELD}{next(iter(asked))}", "te_lang")
    if not lines:
        return Change(case, None)
    title = paper_of(case, paper, deed.org).title
    told = "\n".join((f"{title}.", *lines))
    # The living cards show nothing of it; one that shows the paper now must not be drawn over.
    after = case.model_copy(update={"filled": filled})
    return life.happened(after, FILL, deed, before=case.status, why="", changes={"paper": ("", told)})


def _gaps(
    paper_of: PaperOf[C], case: C, given: Mapping[str, str], org: Organisation
) -> list[tuple[str, str]]:
    """Every gap of this paper by its placeholder, with its words; none of a paper that there is not."""
    try:
        return list(paper_of(case, given.get("paper", ""), org).open_fields.items())
    except NoSuchPaper:
        return []


def _start(case: C, gaps: list[tuple[str, str]], given: Mapping[str, str]) -> int:
    """Where this form begins: where its button says, else at the first gap that nobody filled in. Where all fit on one
    card, all are on it."""
    if len(gaps) <= MOST_FIELDS:
        return 0
    said = given.get(FROM, "")
    if said.isascii() and said.isdigit() and len(said) <= 3 and int(said) < len(gaps):
        return int(said)
    return next((place for place, (name, _) in enumerate(gaps) if name not in case.filled), 0)


def _asked(paper_of: PaperOf[C], case: C, given: Mapping[str, str], org: Organisation) -> dict[str, str]:
    """The gaps that are asked now, with their words."""
    gaps = _gaps(paper_of, case, given, org)
    start = _start(case, gaps, given)
    return dict(gaps[start : start + MOST_FIELDS])


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
