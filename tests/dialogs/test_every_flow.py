"""What must hold for every flow, whoever wrote it. Nothing here names a flow."""

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dialogs.answers import read_step
from dialogs.consequences import Ask, Heading
from dialogs.drawing import write_pages
from dialogs.dutch.understanding import load_understanding
from dialogs.flow import DOUBT, Flow, Outcome, Step, fields_of
from dialogs.flows import FLOWS, TEXTS
from dialogs.guide import Draft, Guide, StaleAnswer
from dialogs.lengths import lengths
from dialogs.parts.lawful_basis import known
from dialogs.rough import day_id, is_rough, mark_ids
from dialogs.scenarios import Scenario, load_scenarios, play
from dialogs.talk.dialog import Dialog
from dialogs.talk.turn import Occasion, Talk
from dialogs.talk.typed import typed_answer
from dialogs.talk.verdict import QUESTION
from dialogs.texts import PART_FOLDER, POLICY, load_part, load_texts, option_title
from dialogs.verdicts import asks_of, judged, points_of
from state_machines.engine import NotAllowed
from tests.dialogs.walking import NASTY, NOW, an_answer_to, anything
from tests.dialogs.walking import ids as ids_of
from tests.house import organisation

every_flow = pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS.keys())
every_scenario = pytest.mark.parametrize(
    ("flow", "scenario"),
    [(flow, each) for flow in FLOWS.values() for each in load_scenarios(flow.id)],
    ids=[f"{flow.id}: {each.naam}" for flow in FLOWS.values() for each in load_scenarios(flow.id)],
)
GUIDES = {name: Guide(flow) for name, flow in FLOWS.items()}
DIALOG = Dialog(organisation(), load_understanding())


def every_walk(test: Callable[..., None]) -> Callable[..., None]:
    """The test of every flow, often, each time with what chance draws."""
    often = settings(max_examples=100, deadline=None)(test)
    walked: Callable[..., None] = every_flow(given(data=st.data())(often))
    return walked


def begun(flow: Flow) -> tuple[Guide, Draft]:
    """A walk through this flow at its first step."""
    guide = GUIDES[flow.id]
    return guide, guide.start("d", NOW)


def answered(guide: Guide, draft: Draft, data: st.DataObject) -> Draft:
    """The draft after a drawn answer that the step accepts; a refused one is drawn again."""
    step = guide.position(draft).step
    assert not isinstance(step, Outcome)
    reading = read_step(step, data.draw(an_answer_to(step)), guide.position(draft).facts, NOW)
    assume(not reading.problems)
    done = guide.answer(draft, step.id, reading.values, NOW)
    assert done.position == guide.position(done.draft), "it goes on from where it stands, as a new walk does"
    return done.draft


@every_walk
def test_every_walk_ends_in_an_outcome_and_can_be_walked_back(flow: Flow, data: st.DataObject) -> None:
    guide, draft = begun(flow)
    trail = [guide.position(draft)]
    while not isinstance(trail[-1].step, Outcome):
        assert len(trail) <= len(flow.steps), "the walk goes round in circles"
        draft = answered(guide, draft, data)
        trail.append(guide.position(draft))
    for earlier in reversed(trail[:-1]):
        back = guide.back(draft, NOW)
        draft = back.draft
        assert guide.position(draft) == back.position == earlier
    assert not draft.answers


@every_walk
def test_the_counter_never_grows_by_more_than_one(flow: Flow, data: st.DataObject) -> None:
    guide, draft = begun(flow)
    before = None
    while not isinstance((position := guide.position(draft)).step, Outcome):
        number, left = guide.progress(position)
        assert number == len(position.path) + 1
        assert 0 <= left <= len(flow.steps)
        if before is not None:
            assert number + left <= before + 1
        before = number + left
        draft = answered(guide, draft, data)
        if left == 0:
            assert isinstance(guide.position(draft).step, Outcome), "it said that this was the last"


@every_walk
def test_going_back_keeps_what_was_filled_in(flow: Flow, data: st.DataObject) -> None:
    guide, draft = begun(flow)
    step = guide.position(draft).step
    draft = answered(guide, draft, data)
    given_values = draft.answers[step.id]
    assert guide.standing(guide.back(draft, NOW).draft, step) == {
        each.id: given_values[each.id] for each in fields_of(step)
    }


@every_walk
def test_changing_an_answer_keeps_all_that_still_counts_and_names_the_rest(
    flow: Flow, data: st.DataObject
) -> None:
    guide, draft = begun(flow)
    while not isinstance(guide.position(draft).step, Outcome):
        draft = answered(guide, draft, data)
    path = guide.reached(draft).path
    changed = data.draw(st.sampled_from(path))
    editing = guide.edit(draft, changed, NOW)
    assert guide.position(editing).step.id == changed
    back = guide.back(editing, NOW)
    assert guide.position(back.draft) == back.position
    assert back.position.path == path
    step = flow.step(changed)
    reading = read_step(step, data.draw(an_answer_to(step)), guide.position(editing).facts, NOW)  # type: ignore[arg-type]
    assume(not reading.problems)
    done = guide.answer(editing, changed, reading.values, NOW)
    for kept in set(path) - {changed} - set(done.fallen):
        assert done.draft.answers[kept] == draft.answers[kept]
    for fallen in done.fallen:
        assert fallen not in done.draft.answers
        assert draft.answers[fallen].items() <= done.draft.memory.items()


@cache
def _kept_answers(flow: str) -> st.SearchStrategy[dict[str, dict[str, str]]]:
    """Answers to any steps, one that is not there any more too."""
    steps = FLOWS[flow].steps
    fields = tuple(each for step in steps for each in fields_of(step))
    return st.dictionaries(
        st.sampled_from([*(step.id for step in steps), "gone"]), anything(fields).map(dict)
    )


@every_walk
def test_answers_of_another_version_never_break_it(flow: Flow, data: st.DataObject) -> None:
    stored = data.draw(_kept_answers(flow.id))
    draft = Draft(id="d", flow=flow.id, answers=stored, started_at=NOW, touched_at=NOW)
    guide = GUIDES[flow.id]
    assert guide.position(draft).step in flow.steps
    back = guide.back(draft, NOW)
    assert back.draft.version == draft.version + 1
    assert back.position == guide.position(back.draft)


@every_walk
def test_a_hostile_answer_is_read_and_refused_or_accepted_but_never_breaks(
    flow: Flow, data: st.DataObject
) -> None:
    guide, draft = begun(flow)
    step = data.draw(st.sampled_from([step for step in flow.steps if not isinstance(step, Outcome)]))
    reading = read_step(step, data.draw(anything(fields_of(step))), dict(_nothing(flow)), NOW)
    try:
        after = guide.answer(draft, step.id, reading.values, NOW)
    except (StaleAnswer, NotAllowed):
        return
    assert after.draft.answers[step.id] == reading.values


def _nothing(flow: Flow) -> dict[str, str]:
    return {each.id: "" for step in flow.steps for each in fields_of(step)} | {
        "discovered_date": "2026-11-23",
        "discovered_time": "12:00",
    }


EVERYDAY_LINES = (
    "gisteren om half vier",
    "23 november 2026 om 9.15 uur",
    "half vier",
    "van maandag tot woensdag",
    "van gisteren 10 uur tot vandaag 11 uur",
    "3 uur geleden",
    "vorige week",
    "12",
    "ongeveer twaalf mensen",
    "tussen de 2 en 10",
    "ja",
    "nee",
    "weet ik niet",
    "Ik twijfel",
    "Gisteren om half vier belde een mevrouw die haar hele dossier wil inzien, zei ze.",
)
"""A moment, a number, a word, a story: what somebody may type whatever is asked."""


@every_flow
@pytest.mark.parametrize("line", EVERYDAY_LINES)
def test_a_typed_line_fills_only_fields_that_are_asked(flow: Flow, line: str) -> None:
    for step in flow.steps:
        if isinstance(step, Outcome):
            continue
        found = typed_answer(step, TEXTS[flow.id], line, {}, NOW)
        marks = mark_ids(fields_of(step))
        assert found.keys() - marks <= {each.id for each in fields_of(step)}, step.id
        assert all(is_rough(day_id(name), found) for name in found.keys() & marks), step.id


@every_flow
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_whatever_is_typed_at_whatever_step_gets_an_answer(flow: Flow, data: st.DataObject) -> None:
    if flow.audience != "everybody":
        return
    guide, ids = GUIDES[flow.id], (f"d{number}" for number in ids_of())
    at = Occasion(NOW, "Sam Voorbeeld", lambda: next(ids))
    draft = guide.start("d", NOW)
    options = [each for step in flow.steps for each in _titles(flow, step)]
    lines = st.sampled_from(EVERYDAY_LINES) | st.sampled_from(NASTY) | st.text(max_size=80)
    lines |= st.sampled_from(options) if options else st.nothing()
    while True:
        step = guide.position(draft).step
        turn = DIALOG.on_text(Talk(draft=draft), data.draw(lines), at)
        assert turn.show is not None or turn.want is not None
        kept = turn.talk.draft
        if kept is not None and kept.flow == flow.id:
            fresh = kept.memory.keys() - draft.memory.keys()
            open_steps = [each for each in flow.steps if each.id not in draft.answers or each is step]
            open_fields = [each for open_step in open_steps for each in fields_of(open_step)]
            assert fresh <= {each.id for each in open_fields} | mark_ids(open_fields) | {QUESTION.id}
            for each in (each for each in open_fields if each.options):
                assert set(filter(None, kept.memory.get(each.id, "").split(","))) <= set(each.options)
        if isinstance(step, Outcome):
            return
        draft = answered(guide, draft, data)


def _titles(flow: Flow, step: Step) -> list[str]:
    """The words of every option, as somebody may type them over."""
    if isinstance(step, Outcome):
        return []
    texts = TEXTS[flow.id]
    told = [option_title(texts, step, each.id, option) for each in fields_of(step) for option in each.options]
    return [each for each in told if each]


@every_flow
def test_the_words_fit(flow: Flow) -> None:
    load_texts(flow, frozenset(TEXTS[flow.id].fout))


@every_flow
def test_each_step_cites_points_that_exist(flow: Flow) -> None:
    assert {point for step in flow.steps for point in step.policy} <= POLICY.keys()


@every_flow
def test_doubt_is_told_before_the_press(flow: Flow) -> None:
    for step in flow.steps:
        if any(DOUBT in each.options for each in fields_of(step)):
            assert TEXTS[flow.id].stap[step.id].twijfel


@every_flow
def test_a_verdict_says_in_its_title_what_it_is(flow: Flow) -> None:
    """Whatever was asked: a title never says yes where the verdict is no."""
    begins = {
        "mag": ("Mag", "Ja, "),
        "mag_onder_voorwaarden": ("Mag, onder voorwaarden", "Ja, "),
        "nog_niet": ("Nog niet", "Nee, nog niet "),
        "mag_niet": ("Mag niet", "Nee, "),
        "niet_van_toepassing": ("Het privacybeleid geldt hier niet",),
    }
    texts = TEXTS[flow.id]
    ends = {step.id: step for step in flow.steps if isinstance(step, Outcome) and step.verdict is not None}
    titles = {(step.verdict, texts.stap[step.id].vraag) for step in ends.values()}
    for each in flow.follows:
        if isinstance(each, Heading):
            titles |= {(each.verdict or ends[name].verdict, texts.kop[each.id]) for name in each.at}
    for verdict, title in titles:
        assert verdict is not None
        assert title.startswith(begins[verdict]), title


@every_flow
def test_everybody_who_may_be_asked_is_asked_in_some_scenario(flow: Flow) -> None:
    guide, texts = GUIDES[flow.id], TEXTS[flow.id]
    asked = set[str]()
    for scenario in load_scenarios(flow.id):
        outcome, draft = play(guide, texts, scenario, NOW)
        follows = flow.gathered(outcome, guide.position(draft).facts)
        asked |= {each.id for each in follows if isinstance(each, Ask)}
    assert asked == {each.id for each in flow.follows if isinstance(each, Ask)}


def test_every_point_of_the_policy_that_leads_staff_is_cited_by_some_step() -> None:
    cited = {point for flow in FLOWS.values() for step in flow.steps for point in step.policy}
    whole = {str(number) for number in range(1, 14)} | {"bijlage1"}
    assert whole <= cited
    assert {f"bijlage1.{number}" for number in range(1, 6)} <= cited
    assert {point for point in POLICY if point.startswith("5.")} <= cited


def test_who_knows_the_basis_gets_at_most_fourteen_cards() -> None:
    questions = lengths(FLOWS["processing"], known).longest
    assert questions + 1 <= 14, "with the answer card"


@every_flow
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_no_walk_is_shorter_or_longer_than_the_page_says(flow: Flow, data: st.DataObject) -> None:
    guide, found = GUIDES[flow.id], lengths(flow)
    draft = guide.start("d", NOW)
    while not isinstance(guide.position(draft).step, Outcome):
        draft = answered(guide, draft, data)
    assert found.shortest <= len(guide.position(draft).path) <= found.longest
    assert found.shortest <= found.mean <= found.longest


def test_each_part_says_nothing_that_no_flow_uses() -> None:
    used = {(part, table): set[str]() for part in parts() for table in TABLES}
    for flow in FLOWS.values():
        for part in flow.parts:
            for table in TABLES:
                used[part, table] |= getattr(TEXTS[flow.id], table).keys()
    for part in parts():
        words = load_part(part)
        for table in TABLES:
            assert getattr(words, table).keys() <= used[part, table], f"{part}: {table}"


TABLES = ("stap", "plicht", "reden", "wet", "kop", "vraag_aan")


def parts() -> list[str]:
    return sorted(path.name.removesuffix(".nl.toml") for path in PART_FOLDER.glob("*.nl.toml"))


@every_flow
def test_each_outcome_is_shown_by_a_scenario(flow: Flow) -> None:
    shown = {each.uitkomst for each in load_scenarios(flow.id)}
    assert shown == {TEXTS[flow.id].stap[step.id].kort for step in flow.steps if isinstance(step, Outcome)}


@every_flow
def test_each_heading_that_turns_with_the_question_is_shown_by_a_scenario(flow: Flow) -> None:
    shown = {each.kop for each in load_scenarios(flow.id)}
    assert {TEXTS[flow.id].kop[each.id] for each in flow.follows if isinstance(each, Heading)} <= shown


def offices_of(guide: Guide, draft: Draft) -> tuple[str, ...]:
    """The offices that act or may be asked at the end of this walk, the first one first."""
    outcome = guide.position(draft).step
    acts = (outcome.office,) if isinstance(outcome, Outcome) and outcome.office else ()
    return (*acts, *(each.office for each in asks_of(guide, draft)))


@every_scenario
def test_the_scenario_comes_out_as_it_says(flow: Flow, scenario: Scenario) -> None:
    guide, texts = GUIDES[flow.id], TEXTS[flow.id]
    outcome, draft = play(guide, texts, scenario, NOW)
    assert texts.stap[outcome.id].kort == scenario.uitkomst
    offices = offices_of(guide, draft)
    assert next(iter(offices), None) == scenario.kantoor
    assert set(scenario.ook) <= set(offices[1:])
    assert set(scenario.punten) <= set(points_of(guide, draft))
    verdict = judged(guide, texts, draft)
    assert not scenario.kop or (verdict is not None and verdict.title == scenario.kop)
    duties = [each.text for each in verdict.duties] if verdict is not None else []
    assert not scenario.plicht or any(scenario.plicht in each for each in duties)
    assert not scenario.wet or (verdict is not None and any(scenario.wet in each for each in verdict.law))
    aids = [line for step in texts.stap.values() for aid in step.hulp.values() for line in aid.regels]
    assert not scenario.hulp or any(scenario.hulp in line for line in aids)


def test_the_pages_of_the_flows_are_up_to_date(tmp_path: object) -> None:
    from pathlib import Path

    fresh = Path(str(tmp_path)) / "flows"
    written = {path.name: path.read_text("utf-8") for path in write_pages(fresh, FLOWS, TEXTS)}
    kept = Path(__file__).parents[2] / "docs" / "flows"
    assert {path.name: path.read_text("utf-8") for path in kept.glob("*.md")} == written, "run: make docs"
