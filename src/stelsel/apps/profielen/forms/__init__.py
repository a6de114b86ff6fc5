"""Forms of profielen."""

from .catalogus import VersieForm
from .inhoud import AfsprakenForm, AssenForm, GroepForm, ProfielForm

__all__ = ["AfsprakenForm", "AssenForm", "GroepForm", "ProfielForm", "VersieForm"]
