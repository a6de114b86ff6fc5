"""The addresses of the product, one prefix per context (docs/formaten)."""

from django.urls import include, path

from stelsel.apps.berichtenverkeer.urls import berichtencontrole

urlpatterns = [
    path("", include("stelsel.apps.portaal.urls")),
    path("", include("stelsel.apps.accounts.urls")),
    path("", include("stelsel.apps.web.urls")),
    path("toegang", include("stelsel.apps.toegang.urls")),
    path("berichten", include("stelsel.apps.berichtenverkeer.urls")),
    path("berichtencontrole", include(berichtencontrole)),
    path("declaraties", include("stelsel.apps.declaraties.urls")),
    path("verwerving", include("stelsel.apps.verwerving.urls")),
    path("marktschets", include("stelsel.apps.marktschets.urls")),
    path("profielen", include("stelsel.apps.profielen.urls")),
    path("bekostiging", include("stelsel.apps.bekostiging.urls")),
    path("resultaten", include("stelsel.apps.resultaten.urls")),
    path("sturing", include("stelsel.apps.sturing.urls")),
]
