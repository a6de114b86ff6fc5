"""Addresses of declaraties."""

from django.urls import path

from . import views

app_name = "declaraties"
urlpatterns = [
    path("", views.DeclaratiesView.as_view(), name="declaraties"),
    path("/declaratie/<int:pk>", views.DeclaratieView.as_view(), name="declaratie"),
    path("/declaratie/<int:pk>/aanhouden", views.AanhoudenView.as_view(), name="aanhouden"),
    path("/regels", views.RegelsView.as_view(), name="regels"),
    path("/regel/<int:pk>", views.RegelView.as_view(), name="regel"),
    path("/grootboek", views.GrootboekView.as_view(), name="grootboek"),
    path("/eigen-bijdrage", views.BijdrageregisterView.as_view(), name="eigenbijdrage"),
    path("/eigen-bijdrage/meldingen", views.BijdragemeldingenView.as_view(), name="bijdragemeldingen"),
    path("/eigen-bijdrage/regels", views.BijdrageregelsView.as_view(), name="bijdrageregels"),
    path(
        "/eigen-bijdrage/regels/tarief", views.NieuwBijdragetariefView.as_view(), name="bijdragetarief_nieuw"
    ),
    path(
        "/eigen-bijdrage/regels/product", views.NieuweBijdrageregelView.as_view(), name="bijdrageregel_nieuw"
    ),
    path("/eigen-bijdrage/cak", views.BijdrageopgaveView.as_view(), name="bijdrageopgave"),
    path("/eigen-bijdrage/<int:pk>", views.BijdrageperiodeView.as_view(), name="bijdrageperiode"),
    path("/boekhouding", views.BoekhoudexportsView.as_view(), name="boekhoudexports"),
    path("/boekhouding/nieuw", views.NieuweBoekhoudexportView.as_view(), name="boekhoudexport_nieuw"),
    path("/boekhouding/rekeningen", views.BoekhoudrekeningenView.as_view(), name="boekhoudrekeningen"),
    path("/boekhouding/<str:nummer>/bestand", views.BoekhoudbestandView.as_view(), name="boekhoudbestand"),
    path("/betaalruns", views.BetaalrunsView.as_view(), name="betaalruns"),
    path("/betaalruns/nieuw", views.NieuweBetaalrunView.as_view(), name="betaalrun_nieuw"),
    path("/betaalrun/<str:nummer>", views.BetaalrunView.as_view(), name="betaalrun"),
    path("/betaalrun/<str:nummer>/bestand", views.BetaalbestandView.as_view(), name="betaalbestand"),
    path("/betalingen", views.BetalingenView.as_view(), name="betalingen"),
    path("/betaling/<int:pk>", views.BetalingView.as_view(), name="betaling"),
    path("/betaling/<int:pk>/terug", views.TeruggekomenView.as_view(), name="teruggekomen"),
    path("/betaling/<int:pk>/specificatie", views.BetaalspecificatieView.as_view(), name="specificatie"),
    path("/rekeningnummers", views.RekeningnummersView.as_view(), name="rekeningnummers"),
    path("/rekeningnummers/nieuw", views.NieuwRekeningnummerView.as_view(), name="rekeningnummer_nieuw"),
    path("/rekeningnummer/<int:pk>", views.RekeningnummerView.as_view(), name="rekeningnummer"),
    path("/mijn-cijfers", views.MijnCijfersView.as_view(), name="mijncijfers"),
    path("/jaarafsluiting", views.JaarafsluitingView.as_view(), name="jaarafsluiting"),
    path(
        "/jaarafsluiting/<int:jaar>/accountant",
        views.AccountantsexportView.as_view(),
        name="accountantsexport",
    ),
    path(
        "/jaarafsluiting/<int:jaar>/<int:declarant>",
        views.VerantwoordingView.as_view(),
        name="verantwoording",
    ),
    path(
        "/jaarafsluiting/<int:jaar>/<int:declarant>/bestand",
        views.VerantwoordingsbestandView.as_view(),
        name="verantwoordingsbestand",
    ),
    path("/betaalvoorstellen", views.BetaalvoorstellenView.as_view(), name="betaalvoorstellen"),
]
