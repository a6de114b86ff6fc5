"""Addresses of toegang."""

from django.urls import path

from .views import besluiten, clienten, doelen, inwoner, keuzes, toewijzingen, verzoeken, vragen, wijzigingen

app_name = "toegang"
urlpatterns = [
    path("", clienten.start, name="start"),
    path("/clienten", clienten.ClientenView.as_view(), name="clienten"),
    path("/clienten/bsn", clienten.BsnView.as_view(), name="bsn"),
    path("/client/nieuw", clienten.NieuweClientView.as_view(), name="client_nieuw"),
    path("/client/<str:nummer>", clienten.DossierView.as_view(), name="client"),
    path("/client/<str:nummer>/wie-keek", clienten.InzageView.as_view(), name="inzage"),
    path("/client/<str:nummer>/vraag", vragen.NieuweVraagView.as_view(), name="vraag_nieuw"),
    path("/vragen", clienten.VragenView.as_view(), name="vragen"),
    path("/vraag/<str:nummer>", vragen.VraagView.as_view(), name="vraag"),
    path("/vraag/<str:nummer>/gesprek", vragen.GesprekView.as_view(), name="gesprek"),
    path("/vraag/<str:nummer>/leefdomeinen", vragen.LeefdomeinenView.as_view(), name="leefdomeinen"),
    path("/vraag/<str:nummer>/doelen", doelen.DoelenView.as_view(), name="doelen"),
    path("/vraag/<str:nummer>/doelen/<int:doel>", doelen.DoelWegView.as_view(), name="doel_weg"),
    path("/vraag/<str:nummer>/doelen/<int:doel>/wijzig", doelen.DoelWijzigView.as_view(), name="doel_wijzig"),
    path("/doel/<int:pk>/verwachting", doelen.VerwachtingView.as_view(), name="verwachting"),
    path("/vraag/<str:nummer>/profiel", keuzes.ProfielView.as_view(), name="profiel"),
    path("/vraag/<str:nummer>/omvang", keuzes.OmvangView.as_view(), name="omvang"),
    path("/vraag/<str:nummer>/aanbieder", keuzes.AanbiederView.as_view(), name="aanbieder"),
    path("/vraag/<str:nummer>/besluit", besluiten.BesluitNemenView.as_view(), name="besluiten"),
    path("/besluit/<str:nummer>", besluiten.BesluitView.as_view(), name="besluit"),
    path("/besluit/<str:nummer>/brief", besluiten.BriefView.as_view(), name="brief"),
    path("/toewijzingen", toewijzingen.ToewijzingenView.as_view(), name="toewijzingen"),
    path("/taakgericht", toewijzingen.TaakleveringenView.as_view(), name="taakgericht"),
    path("/toewijzing/<int:pk>", toewijzingen.ToewijzingView.as_view(), name="toewijzing"),
    path("/toewijzing/<int:pk>/wijzig", wijzigingen.WijzigView.as_view(), name="toewijzing_wijzig"),
    path(
        "/toewijzing/<int:pk>/wijzig/controle",
        wijzigingen.WijzigControleView.as_view(),
        name="toewijzing_controle",
    ),
    path(
        "/toewijzing/<int:pk>/verwijder",
        wijzigingen.VerwijderView.as_view(),
        name="toewijzing_verwijder",
    ),
    path("/verzoeken", verzoeken.VerzoekenView.as_view(), name="verzoeken"),
    path("/verzoek/<str:nummer>", verzoeken.VerzoekView.as_view(), name="verzoek"),
    path(
        "/verzoek/<str:nummer>/besluit/<int:pk>",
        verzoeken.VerzoekBesluitView.as_view(),
        name="verzoek_besluit",
    ),
    path("/mijn", inwoner.MijnView.as_view(), name="mijn"),
]
