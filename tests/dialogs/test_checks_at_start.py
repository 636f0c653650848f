"""What stops the start of the bot: one slip in a flow or in its words, and the sentence that names it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dialogs import texts as loaded
from dialogs.consequences import Ask, Duty, Reason, Stricter
from dialogs.flow import DOUBT, Choice, Flow, Form, FormField, OpenText, Outcome, Part, Review, flow_of
from dialogs.texts import FieldTexts, TextsDoNotFit, load_texts
from state_machines.chart import ChartError

WHICH = Choice("which", ("1",), {"ja": "what", "nee": "no", DOUBT: "no"}, doubt_as="nee")
WHAT = Form(
    "what",
    ("2",),
    (FormField("kind", "choice", ("kwijt", "weg")), FormField("when", "date")),
    "story",
    aid_by="kind",
)
STORY = OpenText("story", ("3",), "check")
CHECK = Review("check", ("4",), (FormField("secret", "toggle"),), "yes")
YES = Outcome("yes", ("5",), verdict="mag", gathers=True)
NO = Outcome("no", ("6",))
STEPS = (WHICH, WHAT, STORY, CHECK, YES, NO)
FOLLOWS = (Duty("wipe", ("7",)), Reason("because", ("7",)), Stricter("more", ("7",)), Ask("po", ("7",), "po"))

SOUND = Flow("sound", STEPS, FOLLOWS, about="story")


# --- the flow itself ----------------------------------------------------------------------------------------------


def _with(*steps: Any, **more: Any) -> Callable[[], Flow]:
    """The sound flow with these steps in the place of those of the same name."""
    changed = {each.id: each for each in steps}
    return lambda: replace(SOUND, steps=tuple(changed.get(each.id, each) for each in STEPS), **more)


SLIPS: dict[str, tuple[Callable[[], Flow], str]] = {
    "ring": (
        _with(replace(WHICH, to={"ja": "what", "nee": "check", DOUBT: "no"}), replace(STORY, then="which")),
        "goes round in a ring",
    ),
    "field twice": (
        _with(replace(STORY, then="check"), replace(CHECK, toggles=(FormField("kind", "toggle"),))),
        "twice",
    ),
    "about nothing": (_with(about="matter"), "nobody asks for matter"),
    "consequence twice": (_with(follows=(*FOLLOWS, FOLLOWS[0])), "a consequence stands there twice"),
    "consequence without a point": (_with(follows=(Duty("wipe", ()),)), "wipe cites no policy point"),
    "consequence at no outcome": (_with(follows=(Duty("wipe", ("7",), at=("what",)),)), "gives no verdict"),
    "consequence where nothing is judged": (
        _with(follows=(Duty("wipe", ("7",), at=("no",)),)),
        "gives no verdict",
    ),
    "step without a point": (_with(replace(STORY, policy=())), "story cites no policy point"),
    "outcome without a point": (_with(replace(NO, policy=())), "no cites no policy point"),
    "doubt that is not offered": (
        _with(replace(WHICH, to={"ja": "what", "nee": "no"})),
        "which has a default for doubt that is no answer",
    ),
    "doubt as nothing": (_with(replace(WHICH, doubt_as="misschien")), "which has a default for doubt"),
    "nothing to choose": (
        _with(replace(WHAT, fields=(FormField("kind", "choices"),))),
        "kind has nothing to choose from",
    ),
    "odd default": (
        _with(replace(WHAT, fields=(FormField("kind", "choice", ("weg",), default="kwijt"),))),
        "the default of kind is no option",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_flow_stops_the_start(slip: str) -> None:
    make, told = SLIPS[slip]
    with pytest.raises(ChartError, match=told):
        make()


def test_a_flow_must_end_in_an_outcome() -> None:
    """Whatever leads on: behind the last step nothing is written."""
    last = replace(STORY, then="yes")
    with pytest.raises(ChartError, match="has no outcome at its end"):
        Flow("open", (replace(WHICH, to={"ja": "yes", "nee": "story", DOUBT: "yes"}), YES, last))


def test_what_is_sound_is_taken() -> None:
    default = replace(WHAT, fields=(FormField("kind", "choice", ("weg",), default="weg"), *WHAT.fields[1:]))
    assert _with(replace(WHICH, doubt_as=""), default)().id == "sound"
    assert _with(follows=(Duty("wipe", ("7",), at=("yes",)), Reason("wipe", ("7",))))().follows
    assert SOUND.step("what") == WHAT
    with pytest.raises(KeyError):
        SOUND.step("gone")


def test_steps_and_parts_keep_their_order() -> None:
    part = Part("shared", (STORY, CHECK), (Duty("wipe", ("7",)),))
    made = flow_of(
        "made",
        WHICH,
        WHAT,
        part,
        YES,
        NO,
        follows=(Reason("first", ("7",)),),
        lastly=(Stricter("last", ("7",)),),
    )
    assert made.steps == STEPS
    assert [each.id for each in made.follows] == ["first", "wipe", "last"]
    assert (made.parts, made.about, made.quarterly, made.audience) == (("shared",), "", False, "everybody")


# --- its words ----------------------------------------------------------------------------------------------------

WORDS = """
titel = "Proef"

[menu]
titel = "Proef"
uitleg = "Een proef."
plaats = 1

[stap.which]
vraag = "Welke?"
kort = "welke"
twijfel = "Dan ga ik uit van nee."
optie = { ja = "Ja", nee = "Nee", twijfel = "Ik twijfel" }

[stap.what]
vraag = "Wat?"

[stap.what.veld.kind]
label = "Wat is het?"
kort = "soort"
optie = { kwijt = "Kwijt", weg = "Weg" }

[stap.what.veld.when]
label = "Wanneer?"
kort = "wanneer"

[stap.what.hulp.algemeen]
regels = ["Blijf rustig."]

[stap.what.hulp.kwijt]
regels = ["Zoek het."]

[stap.what.hulp.weg]
regels = ["Haal de reservekopie, {name}."]

[stap.story]
vraag = "Vertel het."

[stap.story.veld.story]
label = "Je verhaal"
kort = "verhaal"

[stap.check]
vraag = "Klopt dit?"

[stap.check.veld.secret]
label = "Vertrouwelijk"
kort = "vertrouwelijk"

[stap.yes]
vraag = "Mag"
kort = "mag"
tekst = ["Dit mag."]

[stap.no]
vraag = "Niets"
kort = "niets"
tekst = ["Er hoeft niets."]

[plicht]
wipe = "Wis het"

[reden]
because = "Omdat."

[wet]
more = "De wet vraagt meer."

[vraag_aan.po]
knop = "Vraag de Privacy Officer"
waarom = "Die weet het."

[fout]
te_laat = "Dat is te laat ({now})."
"""

MISSPELT: dict[str, tuple[str, str, str]] = {
    "no menu": ('[menu]\ntitel = "Proef"\nuitleg = "Een proef."\nplaats = 1\n', "", "no row in the menu"),
    "no title": ('titel = "Proef"\n\n[menu]', "[menu]", "titel"),
    "no toml": ("[stap.which]", "[stap.which", "sound.nl.toml"),
    "spare key": ('kort = "welke"', 'kort = "welke"\nkorter = "w"', "korter"),
    "no question": ('vraag = "Welke?"\n', "", "which.vraag"),
    "no short name": ('kort = "welke"\n', "", "which.kort"),
    "no option": (', nee = "Nee"', "", "which.optie.nee"),
    "spare option": ('nee = "Nee"', 'nee = "Nee", ooit = "Ooit"', "which.optie.ooit"),
    "no doubt": ('twijfel = "Dan ga ik uit van nee."\n', "", "which.twijfel"),
    "spare doubt": ('vraag = "Klopt dit?"', 'vraag = "Klopt dit?"\ntwijfel = "Dan niet."', "check.twijfel"),
    "no field": ('[stap.what.veld.when]\nlabel = "Wanneer?"\nkort = "wanneer"\n', "", "what.veld.when"),
    "no option of a field": (', weg = "Weg" }', " }", "what.veld.kind.optie.weg"),
    "no first aid": ('[stap.what.hulp.kwijt]\nregels = ["Zoek het."]\n', "", "what.hulp.kwijt"),
    "no first aid for all": ('[stap.what.hulp.algemeen]\nregels = ["Blijf rustig."]\n', "", "what.hulp."),
    "too much first aid": ('["Zoek het."]', '["a", "b", "c", "d"]', "regels"),
    "no words of an outcome": ('tekst = ["Dit mag."]\n', "", "yes.tekst"),
    "no short outcome": ('kort = "mag"\n', "", "yes.kort"),
    "no title of an outcome": ('vraag = "Mag"\n', "", "yes.vraag"),
    "spare step": ("[plicht]", '[stap.gone]\nvraag = "Weg?"\n\n[plicht]', "gone.vraag"),
    "no duty": ('[plicht]\nwipe = "Wis het"\n', "", "plicht.wipe"),
    "spare duty": ('wipe = "Wis het"', 'wipe = "Wis het"\nwash = "Was het"', "plicht.wash"),
    "no reason": ('because = "Omdat."\n', "", "reden.because"),
    "no stricter law": ('more = "De wet vraagt meer."\n', "", "wet.more"),
    "no way to ask": (
        '[vraag_aan.po]\nknop = "Vraag de Privacy Officer"\nwaarom = "Die weet het."\n',
        "",
        "vraag_aan.po",
    ),
    "no sentence for a check": ('te_laat = "Dat is te laat ({now})."\n', "", "fout.te_laat"),
    "spare sentence": ("[fout]", '[fout]\nte_vroeg = "Te vroeg."', "fout.te_vroeg"),
    "odd placeholder": ("({now})", "({nu})", "unknown placeholder"),
    "odd placeholder deep down": ("{name}", "{naam}", "unknown placeholder"),
}


def _read(folder: Path, monkeypatch: pytest.MonkeyPatch, words: str, flow: Flow = SOUND) -> loaded.FlowTexts:
    (folder / "sound.nl.toml").write_text(words, "utf-8")
    monkeypatch.setattr(loaded, "FLOW_FOLDER", folder)
    return load_texts(flow, frozenset({"te_laat"}))


@pytest.mark.parametrize("slip", MISSPELT)
def test_a_slip_in_the_words_stops_the_start(
    slip: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    was, becomes, named = MISSPELT[slip]
    assert WORDS.count(was) == 1
    with pytest.raises(TextsDoNotFit, match=r"sound\.nl\.toml: ") as told:
        _read(tmp_path, monkeypatch, WORDS.replace(was, becomes))
    assert named in str(told.value)


def test_words_that_fit_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = _read(tmp_path, monkeypatch, WORDS)
    assert loaded.option_title(told, WHICH, "which", "ja") == "Ja"
    assert loaded.option_title(told, WHICH, "which", "ooit") == ""
    assert loaded.option_title(told, WHAT, "kind", "weg") == "Weg"
    assert loaded.option_title(told, STORY, "other", "weg") == ""
    assert loaded.field_texts(told, STORY, FormField("story", "long_text")).kort == "verhaal"
    bare = told.model_copy(update={"stap": {**told.stap, "story": loaded.StepTexts(vraag="Vertel het.")}})
    assert loaded.field_texts(bare, STORY, FormField("story", "long_text")) == FieldTexts(
        label="Vertel het.", kort="Vertel het."
    )
    office = replace(SOUND, audience="office")
    without = WORDS.replace(MISSPELT["no menu"][0], "")
    assert _read(tmp_path, monkeypatch, without, office).menu is None


def test_an_outcome_that_files_or_leads_needs_no_title(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for end in (replace(NO, files="breach"), replace(NO, leads="rights")):
        flow = replace(SOUND, steps=(*STEPS[:-1], end))
        told = _read(tmp_path, monkeypatch, WORDS.replace('vraag = "Niets"\n', ""), flow)
        assert told.stap["no"].vraag == ""
        with pytest.raises(TextsDoNotFit, match=r"no\.vraag"):
            _read(tmp_path, monkeypatch, WORDS, flow)


def test_first_aid_that_is_told_again_has_no_words_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow = replace(SOUND, steps=(WHICH, replace(WHAT, repeats_aid=True), *STEPS[2:]))
    with pytest.raises(TextsDoNotFit, match=r"what\.hulp\.kwijt"):
        _read(tmp_path, monkeypatch, WORDS, flow)


# --- the words of a part ------------------------------------------------------------------------------------------

OWN_STORY = WORDS[WORDS.index("[stap.story]") : WORDS.index("[stap.check]")]
OWN_DUTY = '[plicht]\nwipe = "Wis het"\n'


def test_a_part_brings_its_words_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "proof.nl.toml").write_text(
        OWN_STORY + OWN_DUTY + "\n[plicht_]\n".replace("[plicht_]", "[reden]") + 'unused = "Niet hier."\n',
        "utf-8",
    )
    monkeypatch.setattr(loaded, "PART_FOLDER", tmp_path)
    loaded.load_part.cache_clear()
    flow = replace(SOUND, parts=("proof",))
    bare = WORDS.replace(OWN_STORY, "").replace(OWN_DUTY, "")
    told = _read(tmp_path, monkeypatch, bare, flow)
    assert told.stap["story"].vraag == "Vertel het."
    assert told.plicht == {"wipe": "Wis het"}
    assert told.reden == {"because": "Omdat."}
    with pytest.raises(TextsDoNotFit, match=r"sound: stands in a part too: \['plicht.wipe', 'stap.story'\]"):
        _read(tmp_path, monkeypatch, WORDS, flow)
    loaded.load_part.cache_clear()
    with pytest.raises(TextsDoNotFit, match=r"gone\.nl\.toml"):
        loaded.load_part("gone")


def test_how_sources_are_cited() -> None:
    assert loaded.source_line(("13",)) == "Beleid, punt 13"
    assert loaded.source_line(("13", "14")) == "Beleid, punt 13 en 14"
    assert loaded.source_line(("1", "13", "14")) == "Beleid, punt 1, 13 en 14"
