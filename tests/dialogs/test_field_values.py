"""What may be filled in and what is refused, for every kind of field and for every field that there is."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.registers import REGISTERS
from cases.register.fields import FormField
from dialogs.answers import TIGHTEST, read_fields
from dialogs.flow import fields_of
from dialogs.flows import FLOWS
from dialogs.talk.verdict import QUESTION
from tests.dialogs.walking import NASTY

FIELDS: dict[str, FormField] = {
    **{
        f"{flow.id}: {each.id}": each
        for flow in FLOWS.values()
        for step in flow.steps
        for each in fields_of(step)
    },
    **{
        f"{register.name}: {form.event}: {each.id}": each
        for register in REGISTERS
        for form in register.forms.values()
        for each in form.fields
    },
    **{
        f"{register.name}: new: {each.id}": each
        for register in REGISTERS
        if register.made.by_hand is not None
        for each in register.made.by_hand.fields
    },
    "question": QUESTION,
}
every_field = pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS.keys())

Case = tuple[str, str | None, str]
"""What is filled in, what is kept of it (None: no matter), and the key of what is wrong ("": nothing)."""

GUID = "00000000-0000-4000-8000-000000000001"
HUGE = "9" * 100_000


def cases_of(field: FormField) -> Iterator[Case]:
    """Both ends, the empty one, the wrong kind, too long and huge."""
    empty = "verplicht" if field.required else ""
    match field.kind:
        case "choice":
            yield from ((each, each, "") for each in field.options)
            yield from ((f"  {each}\n", each, "") for each in field.options[:1])
            yield from (("", field.default, empty if not field.default else ""),)
            yield from ((wrong, "", "geen_keuze") for wrong in ("nonsense", "\x00", HUGE, *NASTY))
            yield from ((",".join(field.options[:2]), "", "geen_keuze"),) if len(field.options) > 1 else ()
        case "choices":
            yield from ((each, each, "") for each in field.options)
            yield ",".join(reversed(field.options)), ",".join(field.options), ""
            yield f" {field.options[-1]} , nonsense,", field.options[-1], ""
            yield "", field.default, empty if not field.default else ""
            yield " , ,", field.default, empty if not field.default else ""
            yield from ((wrong, "", "geen_keuze") for wrong in ("nonsense", HUGE))
        case "text" | "long_text":
            most = field.limit
            yield "x" * most, "x" * most, ""
            yield f" {'x' * most} \n", "x" * most, ""
            yield "x" * (most + 1), "x" * (most + 1), "te_lang"
            yield "😀" * most, "😀" * most, ""
            yield "a\r\nb\tc\x07", "a\nb c", ""
            yield from ((blank, "", empty) for blank in ("", "  ", "\n\t "))
            yield HUGE[:20_000], None, "te_lang"
        case "number":
            yield from (("0", "0", ""), ("-0", "0", ""), ("+7", "7", ""), (" 007 ", "7", ""))
            yield "9" * 9, "9" * 9, ""
            yield from ((wrong, None, "negatief") for wrong in ("-1", "-99999999"))
            wrong_ones = (
                "9" * 10,
                HUGE,
                "1.5",
                "1,5",
                "1e3",
                "٣",
                "²",
                "twaalf",
                "--5",
                "+-5",
                "-",
                "+",
                "0x1",
                "1_0",
            )
            yield from ((wrong, None, "geen_getal") for wrong in wrong_ones)
            yield "", field.default, empty if not field.default else ""
        case "date":
            ends = ("0001-01-01", "9999-12-31", "2028-02-29")
            yield from ((each, each, "") for each in ends)
            yield " 2026-11-23 ", "2026-11-23", ""
            no_days = (
                "2026-13-01",
                "2026-02-29",
                "0000-01-01",
                "10000-01-01",
                "23-11-2026",
                "morgen",
                HUGE,
                "٢٠٢٦-١١-٢٣",
            )
            yield from ((wrong, None, "geen_datum") for wrong in no_days)
            yield "", "", empty
        case "time":
            yield from (("00:00", "00:00", ""), ("23:59", "23:59", ""), ("13:40:59", "13:40", ""))
            yield " 13:40+02:00 ", "13:40", ""
            yield from (
                (wrong, None, "geen_tijd") for wrong in ("25:00", "13:60", "half drie", "-1:00", HUGE)
            )
            yield "", "", empty
        case "toggle":
            yield from ((yes, "true", "") for yes in ("true", "TRUE", " True "))
            yield from ((no, "false", "") for no in ("false", "ja", "1", HUGE))
            yield "", field.default or "false", ""
        case "person":
            yield f" {GUID.upper()} ", GUID, ""
            yield from ((wrong, "", "geen_collega") for wrong in ("Sam Voorbeeld", f"{GUID},{GUID}", HUGE))
            yield "", "", empty


@every_field
def test_every_field_keeps_what_fits_and_says_what_does_not(field: FormField) -> None:
    tried = list(cases_of(field))
    assert tried
    for given_value, kept, key in tried:
        reading = read_fields((field,), {field.id: given_value})
        told = [each.key for each in reading.problems]
        assert told == ([key] if key else []), (given_value[:40], reading.problems)
        assert all(each.field == field.id for each in reading.problems)
        if kept is not None:
            assert reading.values == {field.id: kept}, given_value[:40]
        longest = field.limit if field.kind in ("text", "long_text") else TIGHTEST
        assert len(reading.values[field.id]) <= max(
            longest, len(given_value) if key == "te_lang" else longest
        )


@every_field
def test_a_field_that_was_not_sent_is_an_empty_one(field: FormField) -> None:
    empty, gone = read_fields((field,), {field.id: ""}), read_fields((field,), {"other": "x"})
    assert empty == gone


@every_field
def test_a_text_without_numbers_of_people_only(field: FormField) -> None:
    reading = read_fields((field,), {field.id: "BSN 111222333, rekening NL91ABNA0417164300"})
    text = field.kind in ("text", "long_text")
    assert reading.masked == ((field.id,) if text else ())
    if text:
        assert "111222333" not in reading.values[field.id]
        assert "NL91" not in reading.values[field.id]


@every_field
@given(value=st.text(max_size=60) | st.sampled_from(NASTY))
@settings(max_examples=20, deadline=None)
def test_what_is_accepted_is_what_the_kind_promises(field: FormField, value: str) -> None:
    reading = read_fields((field,), {field.id: value})
    if reading.problems:
        assert [each.field for each in reading.problems] == [field.id]
        return
    kept = reading.values[field.id]
    assert kept or not field.required
    match field.kind:
        case "choice":
            assert kept in (*field.options, field.default)
        case "choices":
            assert not kept or set(kept.split(",")) <= {*field.options, *field.default.split(",")}
        case "number":
            assert not kept or str(int(kept)) == kept
        case "date":
            assert not kept or date.fromisoformat(kept).isoformat() == kept
        case "time":
            assert not kept or time.fromisoformat(kept).isoformat("minutes") == kept
        case "toggle":
            assert kept in ("true", "false")
        case "person":
            assert kept in ("", GUID) or len(kept) == len(GUID)
        case _:
            assert len(kept) <= field.limit
            assert kept == kept.strip()
    again = read_fields((field,), {field.id: kept})
    assert again.values == reading.values, "what is kept can be sent again"
    assert not again.problems


def test_too_long_says_how_long_it_is_and_may_be() -> None:
    field = FormField("words", "text", limit=1500)
    (problem,) = read_fields((field,), {"words": "x" * 12_345}).problems
    assert problem.values == {"limit": "1.500", "length": "12.345"}


def test_each_kind_of_field_is_tried() -> None:
    kinds = {each.kind for each in FIELDS.values()}
    assert kinds == {"choice", "choices", "text", "long_text", "number", "date", "time", "toggle", "person"}
