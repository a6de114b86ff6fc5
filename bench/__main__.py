"""All measurements, one after another: `python -m bench`, or some by name: `python -m bench marktschets`."""

from __future__ import annotations

import subprocess
import sys

METINGEN = ("marktschets", "profielen", "bekostiging", "declaraties --alles", "maand --postgres")


def main() -> None:
    """Run each measurement in a process of its own; the first that fails stops the row."""
    for naam in sys.argv[1:] or METINGEN:
        subprocess.run([sys.executable, "-m", *f"bench.{naam}".split()], check=True)


if __name__ == "__main__":
    main()
