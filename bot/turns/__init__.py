"""A turn of the bot: who pressed or typed what, and which answer follows."""
