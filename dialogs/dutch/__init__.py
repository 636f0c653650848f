"""Understanding Dutch: what is meant, moments, numbers, what must not be kept."""
