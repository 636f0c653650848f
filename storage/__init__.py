"""The row port of cases/ on two engines: SQLite and Azure Tables."""
