"""Forms of profielen."""

from .catalogus import IntrekForm, VersieForm
from .inhoud import AfsprakenForm, AssenForm, GroepForm, ProfielForm
from .plekken import PlekkenForm

__all__ = [
    "AfsprakenForm",
    "AssenForm",
    "GroepForm",
    "IntrekForm",
    "PlekkenForm",
    "ProfielForm",
    "VersieForm",
]
