"""Which addresses the bot may write to."""

import pytest

from bot.teams.connector import ServiceUrls

GOOD_URLS = [
    "https://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net/emea/11111111-2222-4333-8444-555555555555/",
    "https://smba.trafficmanager.net:443/nl",
    "https://SMBA.trafficmanager.net/",
    "https://europe.webchat.botframework.com/",
]


BAD_URLS = [
    "",
    "http://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net:8443/",
    "https://evil.trafficmanager.net/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://botframework.com.evil.example/",
    "https://evilbotframework.com/",
    "https://smba.trafficmanager.net@evil.example/",
    "https://evil.example/smba.trafficmanager.net",
    "https://evil.example#smba.trafficmanager.net",
    "https://evil.example\\.botframework.com/",
    "https://evil.example/\\@a.botframework.com/",
    "https://a.botframework.com/?x=",
    "https://a.botframework.com/#x",
    "https://a.botframework.com:99999/",
    "https://[::1/",
    "https://ⓑotframework.com/",
    "https://a.botframework.com/\r\nHost: evil.example",
    "//smba.trafficmanager.net/",
    "file:///etc/passwd",
    "https://" + "a" * 600 + ".botframework.com/",
]


LOCAL_URLS = ["http://localhost:56150/_connector", "http://127.0.0.1:1/", "http://[::1]:80/"]


@pytest.mark.parametrize("url", GOOD_URLS)
def test_teams_may_be_written_to(url: str) -> None:
    assert ServiceUrls().allows(url)


@pytest.mark.parametrize("url", BAD_URLS + LOCAL_URLS)
def test_others_may_not(url: str) -> None:
    assert not ServiceUrls().allows(url)


@pytest.mark.parametrize("url", LOCAL_URLS)
def test_a_local_run_writes_to_this_machine(url: str) -> None:
    assert ServiceUrls(local=True).allows(url)


@pytest.mark.parametrize("url", [*BAD_URLS, *GOOD_URLS, "https://127.0.0.1/", "http://127.0.0.2/"])
def test_and_to_nothing_else(url: str) -> None:
    assert not ServiceUrls(local=True).allows(url)


def test_further_hosts_are_told_exactly() -> None:
    urls = ServiceUrls(more_hosts=frozenset({"https://teams.example", "http://127.0.0.1:4000"}))
    assert urls.allows("https://teams.example/emea/")
    assert urls.allows("http://127.0.0.1:4000/")
    for url in ("http://teams.example/", "https://teams.example:444/", "http://127.0.0.1:4001/"):
        assert not urls.allows(url)
