"""`export paper` on the command line: the list, a file, and each wrong question answered in one line."""

import io
import json
import stat
from pathlib import Path

import pytest
from docx import Document

from tests.bot.commands.test_export import Register, filed, moment

NUMBER = "DL-2026-0001"


@pytest.fixture
def register(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Register:
    made = Register(tmp_path / "privacybot.db", capsysbinary)
    made.fill(filed("d1", moment(11, 3), "Mevrouw Voorbeeld kreeg een brief."))
    return made


def test_the_papers_of_a_case_are_listed(register: Register) -> None:
    code, out, _ = register.run("export", "paper", NUMBER)
    assert code == 0
    told = [json.loads(line) for line in out.splitlines()]
    assert {"ap", "letter", "controller"} <= {each["paper"] for each in told}
    assert all(each["gaps"] > 0 and each["title"] and each["addressee"] for each in told)
    assert b"Mevrouw" not in out


def test_a_paper_is_written_for_the_owner_alone(register: Register, tmp_path: Path) -> None:
    target = tmp_path / "brief.docx"
    code, out, _ = register.run("export", "paper", NUMBER.lower(), "letter", "--out", str(target))
    assert code == 0
    assert json.loads(out)["written"] == [str(target)]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    told = "\n".join(each.text for each in Document(str(target)).paragraphs)
    assert "Wat kunt u doen?" in told
    assert "Mevrouw" not in told


def test_both_formats_go_to_stdout(register: Register) -> None:
    code, out, _ = register.run("export", "paper", NUMBER, "ap", "--format", "txt")
    assert code == 0
    assert "Onderdeel 2: tijdlijn" in out.decode()
    code, out, _ = register.run("export", "paper", NUMBER, "ap")
    assert code == 0
    assert any("Onderdeel 2: tijdlijn" in each.text for each in Document(io.BytesIO(out)).paragraphs)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((NUMBER, "no_such"), "has no paper 'no_such'; it has: "),
        (("DL-2026-0099",), "there is no case 'DL-2026-0099'"),
        (("XX-2026-0001",), "there is no case"),
        (("nonsense",), "there is no case"),
        ((NUMBER, "ap", "--out", "/no/such/folder/x.docx"), "--out: cannot write"),
    ],
)
def test_a_wrong_question_gets_one_line(register: Register, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = register.run("export", "paper", *arguments)
    assert code == 2
    assert out == b""
    assert told in err
    assert err.count("\n") == 1


def test_a_store_without_a_file_is_not_made(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    empty = Register(tmp_path / "none.db", capsysbinary)
    code, _, err = empty.run("export", "paper", NUMBER)
    assert code == 2
    assert "there is no file" in err
    assert not (tmp_path / "none.db").exists()
