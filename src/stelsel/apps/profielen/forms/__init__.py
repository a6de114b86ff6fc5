"""Forms of profielen."""

from .catalogus import IntrekForm, VersieForm
from .inhoud import AfsprakenForm, AssenForm, GroepForm, ProfielForm

__all__ = ["AfsprakenForm", "AssenForm", "GroepForm", "IntrekForm", "ProfielForm", "VersieForm"]
