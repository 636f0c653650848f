"""What the answers of a flow fill in: an entry, an agreement."""
