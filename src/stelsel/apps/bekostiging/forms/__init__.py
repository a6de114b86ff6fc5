"""What is filled in for bekostiging."""

from .kostprijs import BestandForm, VeldenForm, create_begin
from .tarievenboek import PGB_KLASSEN, BoekForm, IndexeerForm
from .vergelijking import BewaarForm, KeuzeForm

__all__ = [
    "PGB_KLASSEN",
    "BestandForm",
    "BewaarForm",
    "BoekForm",
    "IndexeerForm",
    "KeuzeForm",
    "VeldenForm",
    "create_begin",
]
