"""Every page of the product with who may open it, on which objects, and what a posted form leads to.

Written by hand and on purpose apart from the permissions of the product: two tables that have to agree.
"""

from tests.assurance.paginas.begin import BEGIN
from tests.assurance.paginas.berichten import BERICHTEN
from tests.assurance.paginas.declaraties import DECLARATIES
from tests.assurance.paginas.inzicht import INZICHT
from tests.assurance.paginas.toegang import TOEGANG
from tests.assurance.paginas.vorm import ALLEN, LETTERS, Pagina

__all__ = ["ALLEN", "LETTERS", "PAGINAS", "Pagina"]

PAGINAS: dict[str, Pagina] = BEGIN | TOEGANG | BERICHTEN | DECLARATIES | INZICHT
