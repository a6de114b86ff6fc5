"""Two people in one form: what somebody saved after the form was opened is shown, never overwritten unseen.

A form carries what it was opened with, signed. When it is sent, and what is kept is no longer that, nothing
is saved: the page shows both texts beside each other. Fields that the sender left alone take over what the
other saved; where both wrote, the sender's own words stay in the form. Sending again saves, unless a third
person was first.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

#: Name of the hidden field, and what it is signed for.
VELD, _ZOUT = "begin_formulier", "stelsel.samenloop"
_JA = "on"
Waarde = str | list[str]


@dataclass(frozen=True)
class Botsing:
    """A field in which what is kept differs from what was sent; `overgenomen`: only the other wrote there."""

    veld: str
    ander: str
    eigen: str
    overgenomen: bool


@dataclass(frozen=True)
class Samenloop:
    """Somebody else was first: the fields that differ, and what the form is filled with to send again."""

    botsingen: tuple[Botsing, ...]
    data: QueryDict


class TussentijdsGewijzigd(Exception):
    """Somebody else was first; nothing was kept."""

    def __init__(self, samenloop: Samenloop) -> None:
        super().__init__("tussentijds gewijzigd")
        self.samenloop = samenloop


def ensure_ongewijzigd(verzonden: QueryDict, *, nu: forms.Form) -> None:
    """As `check_samenloop`, for use under the lock of what is kept. Raises TussentijdsGewijzigd."""
    samenloop = check_samenloop(verzonden, nu=nu)
    if samenloop is not None:
        raise TussentijdsGewijzigd(samenloop)


def render_begin(form: forms.Form) -> str:
    """What goes into the hidden field: the values of a form as it was opened."""
    if VELD in form.data:
        return str(form.data[VELD])
    return signing.dumps(_list_waarden(form), salt=_ZOUT, compress=True)


def check_samenloop(verzonden: QueryDict, *, nu: forms.Form, weg: bool = False) -> Samenloop | None:
    """None when what is kept is still what the form was opened with, or is already what was sent.

    `nu`: the form as what is kept would open it; `weg`: what was opened is no longer there, so there is
    nothing to take over. A form without its beginning counts as opened on something else.
    """
    begin, bewaard = _parse_begin(verzonden.get(VELD, "")), _list_waarden(nu)
    if begin == bewaard:
        return None
    eigen = {veld.html_name: _get_verzonden(veld, verzonden) for veld in nu}
    data, botsingen = verzonden.copy(), []
    for veld in nu:
        naam = veld.html_name
        if bewaard[naam] == eigen[naam]:
            continue
        overgenomen = not weg and eigen[naam] == begin.get(naam)
        if overgenomen:
            _zet(data, naam, bewaard[naam])
        ander, zelf = (_render_waarde(veld, waarde) for waarde in (bewaard[naam], eigen[naam]))
        botsingen.append(Botsing(_get_naam(nu, veld), ander, zelf, overgenomen))
    if not botsingen and not weg:
        return None
    data[VELD] = render_begin(nu)
    return Samenloop(tuple(botsingen), data)


def is_ongewijzigd(verzonden: QueryDict, *, nu: forms.Form) -> bool:
    """Whether what is kept is still what the page was opened with, for a button without fields."""
    return _parse_begin(verzonden.get(VELD, "")) == _list_waarden(nu)


def _get_naam(form: forms.Form, veld: BoundField) -> str:
    """What the field is called; a form in which several are called the same says so by `get_veldnaam`."""
    noem = getattr(form, "get_veldnaam", None)
    return str(noem(veld.name) if noem else veld.label)


def _parse_begin(tekst: str) -> dict[str, Waarde]:
    """What the form was opened with; empty for a field that is missing or was changed on the way."""
    try:
        begin = signing.loads(tekst, salt=_ZOUT)
    except signing.BadSignature:
        return {}
    return begin if isinstance(begin, dict) else {}


def _list_waarden(form: forms.Form) -> dict[str, Waarde]:
    return {veld.html_name: _als_waarde(veld, veld.value()) for veld in form}


def _get_verzonden(veld: BoundField, verzonden: QueryDict) -> Waarde:
    return _als_waarde(
        veld, veld.field.widget.value_from_datadict(verzonden, MultiValueDict(), veld.html_name)
    )


def _als_waarde(veld: BoundField, waarde: Any) -> Waarde:
    """As a browser would send it, so that what was kept and what was sent can be compared."""
    widget = veld.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return _JA if waarde else ""
    if isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        return sorted(str(deel) for deel in waarde or ())
    getoond = widget.format_value(waarde)
    if isinstance(getoond, list):
        getoond = getoond[0] if getoond else ""
    if not getoond and type(widget) is forms.Select:
        getoond = next((sleutel for sleutel, _ in widget.choices), "")
    tekst = str(getoond or "").replace("\r\n", "\n").strip()
    return _render_getal(veld.field, tekst) if isinstance(veld.field, forms.IntegerField) else tekst


def _render_getal(veld: forms.Field, tekst: str) -> str:
    """A number in one way of writing: 65,00 is 65. What is no number stays as it was typed."""
    try:
        getal = veld.to_python(tekst)
    except forms.ValidationError:
        return tekst
    if not isinstance(getal, Decimal):
        return "" if getal is None else str(getal)
    kort = format(getal.normalize(), "f")
    return kort.replace(".", ",") if veld.localize else kort


def _zet(data: QueryDict, naam: str, waarde: Waarde) -> None:
    if isinstance(waarde, list):
        data.setlist(naam, waarde)
    elif waarde:
        data[naam] = waarde
    else:
        data.pop(naam, None)


def _render_waarde(veld: BoundField, waarde: Waarde) -> str:
    """In the words of the form; of a choice what it is called."""
    namen = {str(sleutel): str(naam) for sleutel, naam in getattr(veld.field, "choices", ())}
    delen = waarde if isinstance(waarde, list) else [waarde]
    return ", ".join(namen.get(deel, deel) for deel in delen if deel) or "leeg"
