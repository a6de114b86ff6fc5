"""The published schemas and examples of the envelope. Without the reference folder tests skip."""

from functools import cache

from lxml import etree
from tests.unit.istandaarden.referentie import MAP

GGK = MAP / "xsd" / "ggk0210"
VOORBEELDEN = GGK / "voorbeeldberichten"


@cache
def get_ggk_schema() -> etree.XMLSchema:
    """The published schema of Di01 and Du01; through its import of Fo01 as well."""
    return etree.XMLSchema(etree.parse(GGK / "ggk0210" / "ggkberichten" / "ggk0210_msg_ggkberichten.xsd"))
