"""Counts words of many files, most frequent first."""
import sys
from collections import Counter
from pathlib import Path


class Report:
    # Words shorter than this are left out.
    SHORTEST = 3

    def __init__(self, folder: Path, limit: int = 20) -> None:
        self.folder = folder
        self.limit = limit
        self.counts: Counter[str] = Counter()

    def read(self) -> None:
        for path in sorted(self.folder.glob("**/*.txt")):
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                print(f"{path}: not UTF-8", file=sys.stderr)
                continue
            words = (word.strip(".,;:!?'\"").lower() for word in text.split())
            self.counts.update(word for word in words if len(word) >= self.SHORTEST)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def lines(self):
        for word, count in self.counts.most_common(self.limit):
            share = 100.0 * count / self.total if self.total else 0.0
            yield f"{word:<20} {count:>8} {share:5.1f} %"


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: words FOLDER", file=sys.stderr)
        return 2
    report = Report(Path(sys.argv[1]))
    report.read()
    print("\n".join(report.lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
