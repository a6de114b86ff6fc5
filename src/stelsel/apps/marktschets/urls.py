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
    path("/momentopnamen", views.MomentopnamenView.as_view(), name="momentopnamen"),
    path("/inlezen", views.InlezenView.as_view(), name="inlezen"),
    path("/inlezen/<str:nummer>", views.InlezingView.as_view(), name="inlezing"),
    path("/inlezen/<str:nummer>/besluit", views.BesluitView.as_view(), name="inlezing_besluit"),
    path("/indeling", views.IndelingView.as_view(), name="indeling"),
    path("/indeling/nieuw", views.NieuweIndelingView.as_view(), name="indeling_nieuw"),
    path("/vergelijken", views.VergelijkenView.as_view(), name="vergelijken"),
    path("/vergelijken/inlezen", views.ReferentieView.as_view(), name="referentie"),
    path("/vrij-toegankelijk", views.VrijToegankelijkView.as_view(), name="vrij_toegankelijk"),
]
