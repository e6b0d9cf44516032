"""What a run reports: names and numbers, as a table for people.

Decision: a figure that must be zero is marked as such, so that the table shows at once whether a
promise held, and `broken` is all that a test or the command has to look at.
"""

from dataclasses import dataclass, field


@dataclass
class Figures:
    """The figures of one fault: counts by name, and which of them must be zero."""

    title: str
    counts: dict[str, int] = field(default_factory=dict)
    must_be_zero: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)

    def add(self, name: str, number: int = 1) -> None:
        """Count something once, or `number` times."""
        self.counts[name] = self.counts.get(name, 0) + number

    def broken(self) -> list[str]:
        """Return what should not have happened, with the notes that explain it."""
        wrong = [f"{name}: {self.counts[name]}" for name in self.must_be_zero if self.counts[name]]
        return [self.title, *wrong, *self.notes] if wrong else []

    def table(self) -> str:
        """Return the figures as rows of a markdown table."""
        rows = [f"| {name} | {number:,} |" for name, number in self.counts.items()]
        return "\n".join([f"### {self.title}", "", "| | |", "|---|---:|", *rows])

    def __post_init__(self) -> None:
        for name in self.must_be_zero:
            self.counts.setdefault(name, 0)
