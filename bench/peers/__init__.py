"""The programs that the bot is measured against: echo bots that do no work, each its own process."""
