"""Start, own account and journal."""

from __future__ import annotations

from tests.assurance.paginas.vorm import ALLEN, Pagina

BEGIN: dict[str, Pagina] = {
    "portaal:start": Pagina(ALLEN, publiek=True),
    "portaal:mijn_werk": Pagina(ALLEN, anders={"I": 302}),
    "portaal:zoek": Pagina("RBCSMNAH", leeg=200),
    "portaal:journaal": Pagina("CH", vragen=("export=csv", "export=xlsx")),
    "portaal:gezond": Pagina(ALLEN, publiek=True, get=503, leeg=503),
    "accounts:inloggen": Pagina(ALLEN, publiek=True, get=302, leeg=302),
    "accounts:uitloggen": Pagina(ALLEN, get=405, leeg=302),
    "accounts:account": Pagina(ALLEN),
}
