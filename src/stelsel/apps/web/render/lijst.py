"""The view behind every list: search, filters that stay in the address, sorting, pages, export."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django_filters.views import FilterMixin
from django_tables2 import SingleTableView

from .export import write_csv, write_xlsx

PAGINA_GROOTTES = (25, 50, 100)


class MildePaginator(Paginator):
    """A page number that does not exist gives the nearest page, not an error."""

    def validate_number(self, number: Any) -> int:
        """The page number, forced into range."""
        try:
            return max(1, min(int(number), self.num_pages))
        except (TypeError, ValueError):
            return 1


class LijstView(FilterMixin, SingleTableView):
    """Subclasses give `table_class`, `titel`, and `get_basis()`: a queryset that starts from `for_user`.

    Optional: `filterset_class`, `zoekvelden` (field lookups searched by `?zoek=`), `lead`, `leeg_tekst`,
    `bestandsnaam`. `after_list(rows)` is called with the rows on the page (to log who was shown)."""

    template_name = "web/lijst.html"
    filterset_class: Any = None
    titel = ""
    lead = ""
    leeg_tekst = "Er is hier nog niets."
    zoekvelden: tuple[str, ...] = ()
    zoek_uitleg = "Zoeken"
    bestandsnaam = "lijst"

    @abstractmethod
    def get_basis(self) -> QuerySet[Any]:
        """The rows that this user may see at all."""

    def after_list(self, rows: list[Any]) -> None:
        """Called once with the records that are shown or exported."""

    def get_queryset(self) -> QuerySet[Any]:
        rows = self.get_basis()
        for woord in self.request.GET.get("zoek", "").split()[:5]:
            if self.zoekvelden:
                rows = rows.filter(
                    Q(*((f"{veld}__icontains", woord) for veld in self.zoekvelden), _connector=Q.OR)
                )
        if self.filterset_class is None:
            self.filterset = None
            return rows
        self.filterset = self.filterset_class(self.request.GET, queryset=rows, request=self.request)
        return self.filterset.qs if self.filterset.is_valid() else rows

    def get_table_pagination(self, table: Any) -> dict[str, Any]:
        """25 a page unless `?per=` asks 50 or 100; a page that does not exist gives the last one."""
        gevraagd = self.request.GET.get("per", "")
        per = int(gevraagd) if gevraagd in {str(g) for g in PAGINA_GROOTTES} else PAGINA_GROOTTES[0]
        return {"per_page": per, "paginator_class": MildePaginator}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        soort = request.GET.get("export", "")
        if soort in {"csv", "xlsx"}:
            self.object_list = self.get_queryset()
            table = self.get_table_class()(data=self.object_list, request=request)
            table.order_by = request.GET.get("sorteer") or table.order_by
            self.after_list([rij.record for rij in table.rows])
            schrijf = write_csv if soort == "csv" else write_xlsx
            return schrijf(rijen=table.as_values(), naam=self.bestandsnaam)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        table = context["table"]
        table.bijschrift = self.titel
        self.after_list([rij.record for rij in table.paginated_rows])
        context |= {
            "titel": self.titel,
            "lead": self.lead,
            "leeg_tekst": self.leeg_tekst,
            "zoekbaar": bool(self.zoekvelden),
            "zoek_uitleg": self.zoek_uitleg,
            "zoek": self.request.GET.get("zoek", ""),
            "filterset": self.filterset,
            "gefilterd": self._is_gefilterd(),
            "aantal": table.paginator.count if hasattr(table, "paginator") else len(table.rows),
            "groottes": PAGINA_GROOTTES,
        }
        return context

    def _is_gefilterd(self) -> bool:
        """Is any filter in use? Then the filters stay in sight."""
        velden = self.filterset.form.fields if self.filterset is not None else ()
        return any(self.request.GET.get(veld) for veld in velden)
