"""The drawing itself, as a program of its own: Vega-Lite descriptions in, SVG out, as JSON over pipes.

The drawing library carries a JavaScript engine of some 250 MB. It lives only as long as this process, so a
web process never holds it. Nothing is fetched: addresses in a description are refused.
"""

from __future__ import annotations

import json
import sys


def main() -> None:
    """Read a list of descriptions from standard input, write the list of SVG texts to standard output."""
    import vl_convert

    svgs = [
        vl_convert.vegalite_to_svg(
            beschrijving,
            allowed_base_urls=[],
            format_locale="nl-NL",
            time_format_locale="nl-NL",
        )
        for beschrijving in json.load(sys.stdin)
    ]
    json.dump(svgs, sys.stdout)


if __name__ == "__main__":
    main()
