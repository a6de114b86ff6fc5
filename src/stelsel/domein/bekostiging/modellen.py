"""The three ways of paying for help, in the words of the message standard: uitvoeringsvarianten."""

from __future__ import annotations

from enum import StrEnum


class Model(StrEnum):
    """Definitions: Regeling Jeugdwet, artikel 1; Handreiking taakgerichte uitvoeringsvariant (2021)."""

    INSPANNING = "inspanning"
    OUTPUT = "output"
    TAAK = "taak"


MODEL_NAAM = {
    Model.INSPANNING: "Inspanningsgericht",
    Model.OUTPUT: "Outputgericht",
    Model.TAAK: "Taakgericht",
}
