"""Why an activity is not taken in."""


class BadActivity(Exception):
    """Not an activity that we can read. The text names the field, never its value."""


class Forbidden(Exception):
    """Readable, but not from anybody whom we serve. The text names the reason, never a value."""
