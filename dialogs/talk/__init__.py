"""The conversation with one person: typing, pressing, drafts."""
