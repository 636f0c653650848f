"""`import`: what `export` wrote comes back equal, a second time nothing comes twice, and no file breaks it."""

import asyncio
import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.commands.command_line import run
from bot.commands.register_files import csv_of, xlsx_of
from bot.commands.table_files import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, read_table
from bot.register_places import FROM_FILES, register_named
from bot.registers import BREACH, REGISTERS
from cases.agreement.register import AGREEMENT
from cases.breach.life import file_report
from cases.breach.report import Report
from cases.desks.case_desk import CaseDesk
from cases.desks.register_desk import RegisterDesk
from cases.people import Actor
from cases.processing.register import PROCESSING
from cases.register.export import Exported, Span, exported
from cases.register.filing import Filing
from cases.register.life import Deed
from cases.register.register import Register
from storage.sqlite_rows import SqliteRows
from tests.house import ORGANISATION_FILE, organisation

ORG = organisation()
AT = datetime(2026, 3, 2, 12, 0, tzinfo=ORG.zone)
SAM = Actor(aad_id="00000000-0000-4000-8000-000000000099", name="Sam Voorbeeld")
KEEPER = {"breach": ORG.offices.po, "processing": ORG.offices.fg, "agreement": ORG.offices.jz}
BSN = "111222333"


class Bot:
    """An organisation's store, and the program that works on it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.store = folder / "privacybot.db"
        self._capsys = capsys
        self.does(lambda desk: _nothing())

    def does(self, *things: Callable[[CaseDesk[Any]], Any], register: Register[Any] = BREACH) -> list[Any]:
        """Let something happen in a register."""

        async def doing() -> list[Any]:
            rows = await SqliteRows.open(self.store)
            for each in REGISTERS:
                await RegisterDesk(rows, ORG, each).list_older()
            done = [await each(CaseDesk(rows, ORG, register, _pause)) for each in things]
            await rows.close()
            return done

        return asyncio.run(doing())

    def rows(self, register: Register[Any]) -> list[Exported]:
        """What the register holds, as its files tell it."""

        async def reading(rows: SqliteRows) -> list[Exported]:
            desk = RegisterDesk(rows, ORG, register)
            cases = sorted([each async for each in desk.cases()], key=lambda each: each.number)
            return [exported(register.export, each, await desk.events(each.number), ORG) for each in cases]

        async def opened() -> list[Exported]:
            rows = await SqliteRows.open(self.store)
            try:
                return await reading(rows)
            finally:
                await rows.close()

        return asyncio.run(opened())

    def run(self, *arguments: str) -> tuple[int, str]:
        """Exit code, and all that was said."""
        environment = {
            "PRIVACYBOT_STORE": f"sqlite:{self.store}",
            "PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE),
        }
        code = run(arguments, environment)
        said = self._capsys.readouterr()
        return code, said.out + said.err

    def take(self, register: str, path: Path, *more: str, by: str = "") -> tuple[int, str]:
        """Import a file, as somebody of the office that keeps the register."""
        return self.run("import", register, str(path), "--by", by or KEEPER[register].members[0].name, *more)

    def csv(self, text: str, encoding: str = "utf-8") -> Path:
        """A file that somebody made."""
        path = self.folder / "van ons.csv"
        path.write_bytes(text.encode(encoding))
        return path

    def xlsx(self, rows: Iterable[Iterable[object]], change: Callable[[Any], object] | None = None) -> Path:
        """A workbook that somebody made."""
        book, path = Workbook(), self.folder / "van ons.xlsx"
        for row in rows:
            book.active.append(list(row))
        if change is not None:
            change(book.active)
        book.save(path)
        return path


async def _pause(attempt: int) -> None:
    await asyncio.sleep(0)


async def _nothing() -> None: ...


@pytest.fixture
def bot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bot:
    return Bot(tmp_path, capsys)


@pytest.fixture
def elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bot:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return Bot(folder, capsys)


def entry(register: Register[Any], office: str, **given: str) -> Callable[[CaseDesk[Any]], Any]:
    """An entry made by hand."""
    made = register.made.by_hand
    assert made is not None
    who = Actor(aad_id="k", name="Fen Voorbeeld", roles=frozenset({office}))
    draft = f"d{abs(hash(tuple(given.values())))}"
    deed = Deed(who, AT, ORG)
    return lambda desk: desk.file(
        lambda number: made.make(given, number, draft, deed), draft_id=draft, reporter=who, now=AT
    )


def report(draft: str, story: str, **who_reads: Any) -> Callable[[CaseDesk[Any]], Any]:
    """A report that came in."""
    told = Report(
        kind="kwijt", discovered_at=AT, what_happened=story, data_kinds=("contact", "bsn"), **who_reads
    )
    return lambda desk: desk.file(
        lambda number: file_report(told, Filing(number, draft, SAM, AT, ORG)),
        draft_id=draft,
        reporter=SAM,
        now=AT,
    )


FILLED: dict[str, tuple[Register[Any], tuple[Callable[[CaseDesk[Any]], Any], ...]]] = {
    "breach": (BREACH, (report("d1", '=1+1; "een brief"\nen nog een regel'), report("d2", "'=ook dit"))),
    "processing": (
        PROCESSING,
        (
            entry(PROCESSING, "fg", name="Salarissen", team="P&O", groups="medewerker,bij_partner"),
            entry(PROCESSING, "fg", name="-1 begint met een streep", purposes="@alles"),
        ),
    ),
    "agreement": (
        AGREEMENT,
        (
            entry(AGREEMENT, "jz", party="Voorbeeld BV", kind="verwerker", signed_on="2026-01-02"),
            entry(AGREEMENT, "jz", party="Ander BV", about="Een ‘aanhaling’"),
        ),
    ),
}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("name", FROM_FILES)
def test_what_export_wrote_comes_back_equal(name: str, form: str, bot: Bot, elsewhere: Bot) -> None:
    register, filled = FILLED[name]
    elsewhere.does(*filled, register=register)
    path = elsewhere.folder / f"uit.{form}"
    assert elsewhere.run("export", name, "--format", form, "--out", str(path))[0] == 0
    before = [each.line for each in elsewhere.rows(register)]
    dry, told = bot.take(name, path, "--dry-run")
    assert (dry, bot.rows(register)) == (0, [])
    assert "Zou nieuw zijn: 2" in told
    code, told = bot.take(name, path)
    assert code == 0, told
    after = bot.rows(register)
    assert [each.line | {"number": ""} for each in after] == [each | {"number": ""} for each in before]
    assert all("Overgenomen uit uit." in each.events[0]["why"] for each in after)
    assert all(KEEPER[name].members[0].name == each.events[0]["who"] for each in after)
    assert bot.run("verify", name)[0] == 0
    code, told = bot.take(name, path)
    assert code == 0
    assert "Nieuw: 0. Stond er al: 2." in told
    assert len(bot.rows(register)) == 2


NAMES: tuple[dict[str, bool], ...] = ({}, {"nameless": True}, {"nameless": True, "name_closed": True})


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_who_may_read_a_name_comes_back_and_no_file_tells_one_that_is_closed(
    form: str, bot: Bot, elsewhere: Bot
) -> None:
    elsewhere.does(*(report(f"n{place}", f"Brief {place}.", **each) for place, each in enumerate(NAMES)))
    path = elsewhere.folder / f"uit.{form}"
    assert elsewhere.run("export", "breach", "--format", form, "--out", str(path))[0] == 0
    assert bot.take("breach", path)[0] == 0
    for there in (elsewhere, bot):
        lines = [each.line for each in there.rows(BREACH)]
        assert [each["reporter"] for each in lines] == [SAM.name, SAM.name, "een collega"]
        assert len({each["name_readers"] for each in lines}) == len(NAMES)
        assert SAM.name not in str(there.rows(BREACH)[2])
    before, after = ([each.line["name_readers"] for each in there.rows(BREACH)] for there in (elsewhere, bot))
    assert before == after


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("name", FROM_FILES)
def test_the_template_is_a_file_that_can_be_filled_in(name: str, form: str, bot: Bot) -> None:
    path = bot.folder / f"leeg.{form}"
    assert bot.run("export", name, "--template", "--format", form, "--out", str(path))[0] == 0
    code, told = bot.take(name, path)
    assert (code, bot.rows(register_named(name))) == (0, [])
    assert "ken ik niet" not in told
    assert "Niet in het bestand" not in told
    assert "reken ik zelf uit" not in told


def test_an_export_of_nothing_has_nothing_to_take_over(bot: Bot) -> None:
    nothing = {
        "csv": csv_of(PROCESSING.export, (), Span(), ORG),
        "xlsx": xlsx_of(PROCESSING.export, (), (), Span(), ORG),
    }
    for form, content in nothing.items():
        path = bot.folder / f"niets.{form}"
        path.write_bytes(content)
        assert bot.take("processing", path)[0] == 0
    assert bot.rows(PROCESSING) == []


def test_each_row_says_what_becomes_of_it(bot: Bot) -> None:
    path = bot.csv(
        "Naam;Kleur;Onze rol;Nummer\n"
        "Salarissen;rood;Wij beslissen zelf;VR-2019-0001\n"
        "Verzuim;;de baas;\n"
        ";;;\n"
        ";groen;;\n"
        "Salarissen;geel;Wij beslissen zelf;VR-2019-0001\n"
    )
    code, told = bot.take("processing", path)
    assert code == 1
    assert "Kleur blijft achter: die kolom ken ik niet" in told
    assert "rij 2: is nu VR-" in told
    assert "rij 3: FOUT, kolom Onze rol: dit woord staat niet in de lijst" in told
    assert "rij 4" not in told
    assert "rij 5: FOUT, kolom Naam: dit moet er staan" in told
    assert "rij 6: dezelfde als rij 2" in told
    (only,) = bot.rows(PROCESSING)
    assert only.events[0]["why"] == "Overgenomen uit van ons.csv, rij 2. Nummer daar: VR-2019-0001."


def test_who_takes_over_is_of_the_office_that_keeps_the_register(bot: Bot) -> None:
    path = bot.csv("Naam\nSalarissen\n")
    for nobody in ("Iemand Anders", ORG.offices.jz.members[0].id):
        code, told = bot.take("processing", path, by=nobody)
        assert code == 2
        assert "Wie neemt dit over?" in told
    assert bot.run("import", "processing", str(path))[0] == 2
    assert bot.run("import", "processing", str(path), "--dry-run")[0] == 0
    assert bot.rows(PROCESSING) == []
    assert bot.take("processing", path, by=ORG.offices.fg.members[0].id)[0] == 0


def test_a_number_of_somebody_does_not_come_along(bot: Bot) -> None:
    code, told = bot.take("processing", bot.csv(f"Naam;Doelen\nSalarissen;van {BSN} en zo\n"))
    assert code == 0
    assert BSN not in told
    assert "in kolom Doelen stond een BSN" in told
    assert BSN not in str(bot.rows(PROCESSING))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_file_of_an_old_program_is_read(encoding: str, delimiter: str, bot: Bot) -> None:
    path = bot.csv(f"Naam{delimiter}Team\r\nCafé’s{delimiter}P&O\r\n", encoding)
    assert bot.take("processing", path)[0] == 0
    assert bot.rows(PROCESSING)[0].line["name"] == "Café’s"


def test_what_a_spreadsheet_would_carry_out_is_text_and_a_formula_is_refused(bot: Bot) -> None:
    rows = [["Naam", "Doelen"], ["Een", "=1+1"], ["Twee", "gewoon"]]
    code, told = bot.take("processing", bot.xlsx(rows))
    assert code == 1
    assert "rij 2: FOUT, kolom Doelen: hier staat een formule" in told
    assert [each.line["name"] for each in bot.rows(PROCESSING)] == ["Twee"]


def test_merged_cells_and_faults_of_excel_are_named(bot: Bot) -> None:
    rows = [["Naam", "Doelen"], ["Een", "a"], ["Twee", "b"], ["Drie", "#DIV/0!"]]

    def change(sheet: Any) -> None:
        sheet.merge_cells("B2:B3")
        sheet["B4"].data_type = "e"

    code, told = bot.take("processing", bot.xlsx(rows, change))
    assert code == 1
    assert told.count("samengevoegd") == 2
    assert "rij 4: FOUT, kolom Doelen: hier staat een fout van Excel" in told


def test_days_and_numbers_of_excel_are_read(bot: Bot) -> None:
    titles = {each.name: AGREEMENT.export.title(each.name, ORG) for each in AGREEMENT.export.columns}
    heads = [titles["party"], titles["signed_on"], titles["review_on"]]
    rows: list[list[object]] = [[*heads], ["Voorbeeld BV", date(2026, 1, 2), "31-12-2027"]]
    assert bot.take("agreement", bot.xlsx(rows))[0] == 0
    line = bot.rows(AGREEMENT)[0].line
    assert (line["signed_on"], line["review_on"]) == ("2026-01-02", "2027-12-31")


def closed_breach(year: int, **changed: str) -> list[list[object]]:
    """A list with one closed breach of February of that year, and what is told otherwise."""
    titles = {each.name: BREACH.export.title(each.name, ORG) for each in BREACH.export.columns}
    row = {
        "status": "gesloten: geen datalek",
        "discovered_at": f"{year}-02-03 10:00",
        "reported_at": f"{year}-02-03 11:00",
        "closed_at": f"{year}-02-05 11:00",
        "what_happened": "Een brief lag op straat.",
    } | changed
    return [[titles[each] for each in row], [*row.values()]]


def test_a_closed_breach_past_its_term_stays_out(bot: Bot) -> None:
    code, told = bot.take("breach", bot.xlsx(closed_breach(2001)))
    assert (code, bot.rows(BREACH)) == (1, [])
    assert "de bewaartermijn is voorbij" in told


@pytest.mark.parametrize(
    ("moments", "said"),
    [
        ({"closed_at": ""}, "kolom Gesloten op: dit moet er staan"),
        ({"closed_at": "2026-02-03 10:30"}, "kolom Gesloten op: dit is eerder dan het melden"),
        ({"reported_at": "2026-02-03 09:00"}, "dit is eerder dan het ontdekken"),
    ],
)
def test_a_closed_breach_has_its_moments_in_their_order(moments: dict[str, str], said: str, bot: Bot) -> None:
    """Figures are counted by when it was reported: a moment of today that nobody told would be untrue."""
    code, told = bot.take("breach", bot.xlsx(closed_breach(2026, **moments)))
    assert (code, bot.rows(BREACH)) == (1, [])
    assert said in told
    assert bot.take("breach", bot.xlsx(closed_breach(2026, reported_at="")))[0] == 0
    assert "2026-02-03" in bot.rows(BREACH)[0].line["reported_at"], "not today, which nobody told"


@pytest.mark.parametrize("told", ["sep=;\r\n", "SEP=;\n"])
def test_a_first_line_that_tells_the_delimiter_is_no_row(told: str, bot: Bot) -> None:
    code, said = bot.take("processing", bot.csv(f"{told}Naam;Doelen\nSalarissen;a, b, c\n"))
    assert code == 0, said
    assert "rij 3: is nu" in said
    assert bot.rows(PROCESSING)[0].line["purposes"] == "a, b, c"


def test_commas_between_quotes_do_not_part_the_heads(bot: Bot) -> None:
    code, said = bot.take("processing", bot.csv('Naam;"Kleur, vorm, maat en gewicht"\nSalarissen;rood\n'))
    assert code == 0, said
    assert bot.rows(PROCESSING)[0].line["name"] == "Salarissen"


def test_no_cell_is_lost_without_a_word(bot: Bot) -> None:
    code, told = bot.take("processing", bot.csv("Naam;;Doelen\nEen;los;a\nTwee;;b; en nog meer\nDrie;;c;;\n"))
    assert code == 1
    assert "Kolom 2 heeft geen kop en blijft achter" in told
    assert "rij 3: FOUT, deze rij heeft meer cellen dan er koppen zijn" in told
    assert {each.line["name"] for each in bot.rows(PROCESSING)} == {"Een", "Drie"}


def test_the_sum_counts_each_row_once_for_what_it_is(bot: Bot) -> None:
    rows = "Een;Wij beslissen zelf\nEen;Wij beslissen zelf\nTwee;de baas\nTwee;de baas\n"
    path = bot.csv(f"Naam;Onze rol\n{rows}")
    for more, sums in (
        (("--dry-run",), "Zou nieuw zijn: 1. Staat er al: 0. Vaker in dit bestand: 1. Fout: 2."),
        (("--dry-run",), "Zou nieuw zijn: 1. Staat er al: 0. Vaker in dit bestand: 1. Fout: 2."),
        ((), "Nieuw: 1. Stond er al: 0. Vaker in dit bestand: 1. Fout, niet overgenomen: 2."),
        ((), "Nieuw: 0. Stond er al: 1. Vaker in dit bestand: 1. Fout, niet overgenomen: 2."),
    ):
        code, told = bot.take("processing", path, *more)
        assert code == 1
        assert sums in told
    assert len(bot.rows(PROCESSING)) == 1


def _bomb() -> bytes:
    """A small file that unpacks to a large one."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"\0" * 70_000_000)
    return target.getvalue()


def _zip(**members: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, text in members.items():
            packed.writestr(name, text)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("leeg.csv", b"", "leeg"),
        ("leeg.xlsx", b"  ", "leeg"),
        ("witregels.csv", b"\n;;\n\n", "leeg"),
        ("beeld.xlsx", b"\x89PNG\r\n\x1a\n", "geen bestand van Excel"),
        ("oud.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "geen bestand van Excel"),
        ("beeld.csv", b"a\0b;c\n", "geen bestand van Excel"),
        ("half.csv", b"\xff\xfea", "geen bestand van Excel"),
        ("zip.xlsx", _zip(wat="niets"), "geen bestand van Excel"),
        ("stuk.xlsx", b"PK\x03\x04" + b"x" * 100, "geen bestand van Excel"),
        ("groot.csv", b"x" * (MOST_BYTES + 1), "te groot"),
        ("bom.xlsx", _bomb(), "te groot"),
        ("breed.csv", b";".join([b"k"] * (MOST_COLUMNS + 1)) + b"\n", "kolommen"),
        ("lang.csv", b"Naam\n" + b"x\n" * (MOST_ROWS + 1), "meer dan"),
        ("dubbel.csv", b"Naam;naam\na;b\n", "twee keer"),
        ("anders.csv", b"Kleur;Vorm\nrood;rond\n", "Deze kolommen moeten er zijn: Naam"),
        ("veld.csv", b'Naam;Doelen\n"' + b"x" * 40_000 + b'";a\n', "kan ik niet lezen"),
        ("open.csv", b'Naam;Doelen\nEen;a\nTwee;"b\nDrie;c\n', "Rij 3 kan ik niet lezen"),
        ("open2.csv", b'Naam;Doelen\nEen;"a\nTwee;b\nDrie;"c"\n', "Rij 2 kan ik niet lezen"),
    ],
)
def test_no_file_breaks_it(name: str, content: bytes, said: str, bot: Bot) -> None:
    path = bot.folder / name
    path.write_bytes(content)
    code, told = bot.take("processing", path)
    assert (code, bot.rows(PROCESSING)) == (2, [])
    assert said in told
    assert len(told.splitlines()) == 1


def test_a_file_may_be_as_large_as_it_may(bot: Bot) -> None:
    """To the last byte, row and column; one more is too much (above)."""
    row = b";".join(b"k%d" % number for number in range(MOST_COLUMNS)) + b"\n"
    whole = row + b"\n".join([b"x" * 1_999] * (MOST_ROWS - 1)) + b"\n"
    (bot.folder / "vol.csv").write_bytes(whole + b"\n" * (MOST_BYTES - len(whole)))
    table = read_table(bot.folder / "vol.csv", "")
    assert (len(table.rows), len(table.heads)) == (MOST_ROWS - 1, MOST_COLUMNS)
    path = bot.xlsx([[f"k{number}" for number in range(MOST_COLUMNS)], ["x"]])
    assert len(read_table(path, "").heads) == MOST_COLUMNS


def test_a_workbook_that_claims_a_million_rows_is_refused(bot: Bot) -> None:
    path = bot.xlsx([["Naam"], ["a"]], lambda sheet: sheet.cell(1_000_000, 1, "z"))
    code, told = bot.take("processing", path)
    assert (code, "meer dan" in told) == (2, True)


def test_a_file_that_is_not_there_is_one_line(bot: Bot) -> None:
    code, told = bot.take("processing", bot.folder / "weg.xlsx")
    assert (code, len(told.splitlines())) == (2, 1)


def test_the_registers_that_take_over_are_named_in_one_place() -> None:
    assert set(FROM_FILES) == {each.name for each in REGISTERS if each.made.from_file is not None}


def test_heads_tell_columns_apart() -> None:
    """Two columns of one title could not be told apart in a file."""
    for name in FROM_FILES:
        titles = [each.casefold() for each in register_named(name).export.titles(ORG)]
        assert len(set(titles)) == len(titles)


def test_what_the_template_holds_is_what_the_export_calls_it(bot: Bot) -> None:
    path = bot.folder / "leeg.xlsx"
    bot.run("export", "processing", "--template", "--out", str(path))
    heads = [cell.value for cell in next(load_workbook(path).active.iter_rows())]
    assert set(heads) <= set(PROCESSING.export.titles(ORG))
    text = (bot.folder / "leeg.csv").with_name("leeg2.csv")
    bot.run("export", "processing", "--template", "--format", "csv", "--out", str(text))
    assert next(csv.reader(io.StringIO(text.read_text("utf-8-sig")), delimiter=";")) == heads


def test_the_entry_of_the_bot_itself_is_taken_over_as_it_lies_in_the_docs(bot: Bot) -> None:
    path = Path(__file__).parents[3] / "docs" / "beheer" / "registerregel.csv"
    code, said = bot.take("processing", path)
    assert code == 0, said
    (taken,) = bot.rows(PROCESSING)
    told = taken.line
    assert "bot" in told["name"]
    for each in ("purposes", "groups", "bases", "retention", "recipients", "security"):
        assert told[each], each
    note = (path.parents[1] / "privacy.md").read_text("utf-8").partition("## Voor het verwerkingsregister")[2]
    for each in ("retention", "security"):
        assert str(told[each]).rstrip(".").casefold() in note.replace("`", "").casefold(), (
            f"{each} is told in both alike"
        )
