"""Where a file may be put: OneDrive for Business by https, and nowhere that somebody made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.file_consent import UploadUrls, upload_in

OURS = UploadUrls(frozenset({"wil-my.sharepoint.com"}))
ANY = UploadUrls()

TOLD = {
    "uploadUrl": "https://wil-my.sharepoint.com/personal/a/upload?token=1",
    "contentUrl": "https://wil-my.sharepoint.com/personal/a/x.docx",
    "name": "x.docx",
    "uniqueId": "1150d938",
    "fileType": "docx",
}


def test_the_hosts_of_the_organisation_are_the_only_ones_when_they_are_set() -> None:
    assert OURS.allows("https://wil-my.sharepoint.com/personal/a?token=1&x=2")
    assert not OURS.allows("https://ander-my.sharepoint.com/personal/a")
    assert ANY.allows("https://ander-my.sharepoint.com/personal/a")


@pytest.mark.parametrize("urls", [OURS, ANY])
@pytest.mark.parametrize(
    "address",
    [
        "http://wil-my.sharepoint.com/a",
        "https://wil-my.sharepoint.com:8443/a",
        "https://wil-my.sharepoint.com:x/a",
        "https://wil-my.sharepoint.com@example.com/a",
        "https://a:b@wil-my.sharepoint.com/a",
        "https://wil-my.sharepoint.com.example.com/a",
        "https://example.com/wil-my.sharepoint.com",
        "https://example.com\\@wil-my.sharepoint.com/a",
        "https://wil.sharepoint.com/a",
        "https://-my.sharepoint.com/a",
        "https://wil-my.sharepoint.com/a#b",
        "https://wil-my.sharepoint.com/a b",
        "//wil-my.sharepoint.com/a",
        "ftp://wil-my.sharepoint.com/a",
        "https://[::1/a",
        "https://wíl-my.sharepoint.com/a",
        "",
        "https://wil-my.sharepoint.com/" + "a" * 5000,
    ],
)
def test_everything_else_is_refused(urls: UploadUrls, address: str) -> None:
    assert not urls.allows(address)


@given(st.text())
def test_no_text_breaks_it(address: str) -> None:
    assert ANY.allows(address) in (True, False)


def test_a_place_that_is_told_in_full_is_read() -> None:
    found = upload_in({"uploadInfo": TOLD})
    assert found is not None
    assert (found.url, found.name, found.file_type) == (TOLD["uploadUrl"], "x.docx", "docx")


@pytest.mark.parametrize("name", ["uploadUrl", "contentUrl", "name", "uniqueId"])
@pytest.mark.parametrize("value", [None, 3, "", "x" * 5000, "a\nb", ["x"]])
def test_a_place_that_is_not_is_none(name: str, value: object) -> None:
    assert upload_in({"uploadInfo": {**TOLD, name: value}}) is None


@pytest.mark.parametrize("told", [None, "x", 3, []])
def test_no_place_is_none(told: object) -> None:
    assert upload_in({"uploadInfo": told}) is None
    assert upload_in({}) is None
