"""For people: the verdict report, a Report of plain dataclasses and its writers."""
