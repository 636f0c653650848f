"""A conversation that nothing was said in yet."""

import pytest

from tests.dialogs.talk.chatting import Chat


@pytest.fixture
def chat() -> Chat:
    return Chat()
