"""How the bot watches itself: figures, lines of the log, a sign of life, and what it finds wrong."""
