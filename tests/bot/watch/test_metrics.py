"""The figures: every label of a closed list stands there from the start, and nothing else ever does."""

from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.watch.metrics import HEARD, OUTCOMES, SENDINGS, Metrics

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def read(metrics: Metrics) -> dict[tuple[str, tuple[str, ...]], float]:
    families = text_string_to_metric_families(metrics.text().decode())
    return {
        (sample.name, tuple(value for name, value in sample.labels.items() if name != "le")): sample.value
        for family in families
        for sample in family.samples
        if not sample.name.endswith("_bucket")
    }


def test_all_that_can_be_counted_stands_there_from_the_start() -> None:
    told = read(Metrics())
    assert {key[1][0] for key in told if key[0] == "privacybot_outbox_messages_total"} == set(SENDINGS)
    assert {key[1][0] for key in told if key[0] == "privacybot_turn_seconds_count"} == set(OUTCOMES)
    assert {key[1][0] for key in told if key[0] == "privacybot_lines_total"} == set(HEARD)


def test_each_figure_tells_what_happened() -> None:
    metrics = Metrics()
    metrics.turn("ok", 0.02)
    metrics.turn("ok", 0.04)
    metrics.sending("given_up")
    metrics.line("asked")
    metrics.round(NOW, timedelta(seconds=90))
    waiting = [3]
    metrics.now_told("rows_set_aside", "Rows", lambda: waiting[0])
    waiting[0] = 4
    told = read(metrics)
    assert told["privacybot_turn_seconds_count", ("ok",)] == 2
    assert told["privacybot_turn_seconds_sum", ("ok",)] == pytest.approx(0.06)
    assert told["privacybot_outbox_messages_total", ("given_up",)] == 1
    assert told["privacybot_lines_total", ("asked",)] == 1
    assert told["privacybot_outbox_lag_seconds", ()] == 90
    assert told["privacybot_outbox_last_round_timestamp_seconds", ()] == NOW.timestamp()
    assert told["privacybot_rows_set_aside", ()] == 4


def test_a_clock_that_jumped_back_gives_no_negative_lag() -> None:
    metrics = Metrics()
    metrics.round(NOW, timedelta(seconds=-5))
    assert read(metrics)["privacybot_outbox_lag_seconds", ()] == 0


def test_what_is_in_no_list_becomes_no_label() -> None:
    metrics = Metrics()
    before = metrics.text()
    with pytest.raises(ValueError, match="no such label"):
        metrics.turn("Sam Voorbeeld", 0.1)
    with pytest.raises(ValueError, match="no such label"):
        metrics.sending("DL-2026-0001")
    with pytest.raises(ValueError, match="no such label"):
        metrics.line("mail naar de verkeerde")  # type: ignore[arg-type]
    assert metrics.text() == before
