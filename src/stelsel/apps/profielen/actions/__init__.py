"""Actions of profielen: making a version of the catalogue, and approving it by a second person."""

from .catalogus import (
    Cataloguskop,
    CatalogusNietMogelijk,
    approve_catalogus,
    change_catalogus,
    register_catalogus,
    withdraw_catalogus,
)
from .rapport import render_catalogusrapport

__all__ = [
    "CatalogusNietMogelijk",
    "Cataloguskop",
    "approve_catalogus",
    "change_catalogus",
    "register_catalogus",
    "render_catalogusrapport",
    "withdraw_catalogus",
]
