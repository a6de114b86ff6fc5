"""The list of the house: sortable, paged, exportable; rows become cards on a phone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html

from stelsel.kern.bedrag import in_euro


class Lijst(tables.Table):
    """Base of every list. Subclasses declare columns; `export_kolommen` defaults to all of them.
    `bijschrift` is the caption for who cannot see the table; the view fills in its title."""

    bijschrift = ""

    class Meta:
        template_name = "web/tabel.html"
        attrs = {"class": "utrecht-table utrecht-table--alternate-row-color"}  # noqa: RUF012 - django_tables2's own form
        order_by_field = "sorteer"
        page_field = "pagina"


class LangeColumn(tables.Column):
    """Sentences: on a phone they get the whole width of the card."""

    attrs = {"td": {"class": "app-cel-lang"}}  # noqa: RUF012 - django_tables2's own form


class EuroColumn(tables.Column):
    """Cents, shown as euros, right-aligned; exported as a number of euros."""

    attrs = {"td": {"class": "app-getal"}, "th": {"class": "app-getal"}}  # noqa: RUF012 - django_tables2's own form

    def render(self, value: int) -> str:
        """'€ 1.234,56'."""
        return in_euro(value)

    def value(self, value: Any = None, **kwargs: Any) -> float | None:
        """Euros as a number, for exports."""
        return None if value in (None, "") else round(int(value) / 100, 2)


class GetalColumn(tables.Column):
    """A whole number, right-aligned."""

    attrs = {"td": {"class": "app-getal"}, "th": {"class": "app-getal"}}  # noqa: RUF012 - django_tables2's own form


class JaarColumn(tables.Column):
    """A calendar year: four digits, without the point that a number of thousands has."""

    def render(self, value: int) -> str:
        """'2026'."""
        return str(value)


class DatumColumn(tables.DateColumn):
    """'03-03-2026', never broken over two lines; exported as a day."""

    attrs = {"td": {"class": "app-datum"}}  # noqa: RUF012 - django_tables2's own form

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("format", "d-m-Y")
        super().__init__(*args, **kwargs)

    def value(self, value: Any = None, **kwargs: Any) -> date | None:
        """The day, of a moment the day here; nothing where there is none."""
        if isinstance(value, datetime):
            return timezone.localtime(value).date()
        return value if isinstance(value, date) else None


class BadgeColumn(tables.Column):
    """A status word with a tone; `tonen` maps the stored value to a tone."""

    def __init__(self, *args: Any, tonen: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tonen = tonen

    def render(self, value: Any, record: Any, bound_column: Any) -> str:
        """The badge; Django shows the label of the choice, the record holds its value."""
        ruw = getattr(record, bound_column.accessor, value) if not isinstance(record, dict) else value
        return format_html(
            '<span class="nl-data-badge app-badge app-badge--{}">{}</span>',
            self.tonen.get(str(ruw), "neutraal"),
            value,
        )

    def value(self, value: Any, **kwargs: Any) -> str:
        """The word."""
        return str(value)
