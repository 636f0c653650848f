"""The local house: the bot and a Playground for each of four people on this machine."""
