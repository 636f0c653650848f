"""The local house: the bot and two Playgrounds on this machine."""
