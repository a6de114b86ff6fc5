"""Letters as accessible PDF (PDF/UA-1), made by Typst from a template and a dictionary.

The data goes in as JSON, so text of people can never become layout code. The same template, data and moment
give the same bytes.
"""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources.abc import Traversable
from typing import Any


def render_brief(*, sjabloon: Traversable, data: dict[str, Any], now: datetime) -> bytes:
    """The PDF of a template that reads its data with `json(bytes(sys.inputs.data))`; `now` is its date."""
    import typst  # slow import

    return bytes(
        typst.compile(
            sjabloon.read_bytes(),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            pdf_standards="ua-1",
            ignore_system_fonts=True,
            timestamp=int(now.timestamp()),
        )
    )
