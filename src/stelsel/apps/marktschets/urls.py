"""Addresses of marktschets."""

from django.urls import path

from . import views

app_name = "marktschets"
urlpatterns = [
    path("", views.MarktschetsView.as_view(), name="marktschets"),
    path("/verdieping", views.VerdiepingView.as_view(), name="verdieping"),
    path("/duur", views.DuurView.as_view(), name="duur"),
    path("/segmenten", views.SegmentenView.as_view(), name="segmenten"),
    path("/document", views.DocumentView.as_view(), name="document"),
    path("/documenten", views.DocumentenView.as_view(), name="documenten"),
    path("/documenten/<str:nummer>", views.EditieView.as_view(), name="editie"),
    path("/domeinen", views.DomeinenView.as_view(), name="domeinen"),
    path("/gegevens", views.GegevensView.as_view(), name="gegevens"),
    path("/gegevens/bestand", views.BestandView.as_view(), name="bestand"),
    path("/cohort", views.CohortView.as_view(), name="cohort"),
    path("/functies", views.FunctiesView.as_view(), name="functies"),
    path("/functies/producten", views.FunctieproductenView.as_view(), name="functieproducten"),
    path("/functies/producten/<int:pk>", views.FunctieproductView.as_view(), name="functieproduct"),
    path("/functies/schaal", views.SchaalView.as_view(), name="schaal"),
    path("/gebieden", views.GebiedenView.as_view(), name="gebieden"),
    path("/gebieden/nieuw", views.NieuwGebiedView.as_view(), name="gebied_nieuw"),
    path("/gebieden/lid", views.NieuwLidmaatschapView.as_view(), name="lidmaatschap_nieuw"),
    path("/gebieden/lid/<int:pk>", views.LidmaatschapView.as_view(), name="lidmaatschap"),
    path("/nulmetingen", views.NulmetingenView.as_view(), name="nulmetingen"),
    path("/nulmetingen/nieuw", views.NieuweNulmetingView.as_view(), name="nulmeting_nieuw"),
    path("/nulmetingen/<str:nummer>", views.NulmetingView.as_view(), name="nulmeting"),
    path("/momentopnamen", views.MomentopnamenView.as_view(), name="momentopnamen"),
    path("/inlezen", views.InlezenView.as_view(), name="inlezen"),
    path("/inlezen/<str:nummer>", views.InlezingView.as_view(), name="inlezing"),
    path("/inlezen/<str:nummer>/besluit", views.BesluitView.as_view(), name="inlezing_besluit"),
    path("/indeling", views.IndelingView.as_view(), name="indeling"),
    path("/indeling/nieuw", views.NieuweIndelingView.as_view(), name="indeling_nieuw"),
    path("/vergelijken", views.VergelijkenView.as_view(), name="vergelijken"),
    path("/vergelijken/inlezen", views.ReferentieView.as_view(), name="referentie"),
    path("/segmenten/lijst", views.SegmentenlijstView.as_view(), name="segmentenlijst"),
    path("/segmenten/lijst/nieuw", views.NieuweSegmentenlijstView.as_view(), name="segmentenlijst_nieuw"),
    path("/segmenten/lijst/<str:nummer>", views.SegmentenversieView.as_view(), name="segmentenversie"),
    path("/segmenten/opgave", views.SegmentopgaveView.as_view(), name="segmentopgave"),
    path("/verwacht", views.VerwachtView.as_view(), name="verwacht"),
    path("/verwacht/kenmerken", views.KenmerkenView.as_view(), name="kenmerken"),
    path("/vrij-toegankelijk", views.VrijToegankelijkView.as_view(), name="vrij_toegankelijk"),
]
