"""What the bot knows of the policy: entries, and how a question finds the one that answers it."""
