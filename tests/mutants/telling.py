"""A plugin of pytest that writes down which tests failed, one a line, for who reads it with a program."""

import os
from pathlib import Path

import pytest

REPORT_VARIABLE = "PRIVACYBOT_TEST_FAILED"


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Adds the test to the file that the environment names."""
    if report.failed:
        with Path(os.environ[REPORT_VARIABLE]).open("a", encoding="utf-8") as file:
            file.write(f"{report.nodeid}\n")
