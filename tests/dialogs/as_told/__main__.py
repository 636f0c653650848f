"""Writes anew what the flows and conversations say: `python -m tests.dialogs.as_told`.

What changes then is what people will see: the lines by their code tell it in words, the courses above them tell where.
"""

from tests.dialogs.as_told.kept import FILES, file_of, told

if __name__ == "__main__":
    for name in FILES:
        file_of(name).write_text(told(name), encoding="utf-8")
