"""Addresses of bekostiging."""

from django.urls import path

from . import views
from .views import advies, begroting, budgetafspraak, budgettoets, exploitatie, pgbeffect, plafond, uitkering

app_name = "bekostiging"
urlpatterns = [
    path("", views.BudgettenView.as_view(), name="budgetten"),
    path("/begroting", begroting.BegrotingenView.as_view(), name="begrotingen"),
    path("/begroting/nieuw", begroting.NieuweBegrotingView.as_view(), name="begroting_nieuw"),
    path("/begroting/<str:nummer>", begroting.BegrotingView.as_view(), name="begroting"),
    path(
        "/begroting/<str:nummer>/regel/<int:pk>",
        begroting.BegrotingsregelView.as_view(),
        name="begrotingsregel",
    ),
    path("/budgettoets", budgettoets.BudgettoetsView.as_view(), name="budgettoets"),
    path("/uitkering", uitkering.UitkeringenView.as_view(), name="uitkeringen"),
    path("/uitkering/nieuw", uitkering.NieuweUitkeringView.as_view(), name="uitkering_nieuw"),
    path("/exploitatie", exploitatie.ExploitatieView.as_view(), name="exploitatie"),
    path("/plafond", plafond.PlafondsView.as_view(), name="plafonds"),
    path("/plafond/nieuw", plafond.NieuwPlafondView.as_view(), name="plafond_nieuw"),
    path("/plafond/<str:nummer>", plafond.PlafondView.as_view(), name="plafond"),
    path("/plafond/<str:nummer>/ontheffing", plafond.NieuweOntheffingView.as_view(), name="ontheffing_nieuw"),
    path("/advies", advies.AdviezenView.as_view(), name="adviezen"),
    path("/advies/nieuw", advies.NieuwAdviesView.as_view(), name="advies_nieuw"),
    path("/advies/<str:nummer>", advies.AdviesView.as_view(), name="advies"),
    path("/budgetafspraak", budgetafspraak.BudgetafsprakenView.as_view(), name="budgetafspraken"),
    path(
        "/budgetafspraak/nieuw",
        budgetafspraak.NieuweBudgetafspraakView.as_view(),
        name="budgetafspraak_nieuw",
    ),
    path("/budgetafspraak/<str:nummer>", budgetafspraak.BudgetafspraakView.as_view(), name="budgetafspraak"),
    path(
        "/budgetafspraak/<str:nummer>/aanbieder/<int:pk>",
        budgetafspraak.AfspraakregelView.as_view(),
        name="afspraakregel",
    ),
    path("/evenwicht", exploitatie.EvenwichtView.as_view(), name="evenwicht"),
    path("/kostprijs", views.KostprijzenView.as_view(), name="kostprijzen"),
    path("/kostprijs/nieuw", views.NieuweKostprijsView.as_view(), name="kostprijs_nieuw"),
    path("/kostprijs/<str:nummer>", views.KostprijsView.as_view(), name="kostprijs"),
    path("/kostprijsonderzoek", views.KostprijsonderzoekenView.as_view(), name="kostprijsonderzoeken"),
    path(
        "/kostprijsonderzoek/nieuw",
        views.NieuwKostprijsonderzoekView.as_view(),
        name="kostprijsonderzoek_nieuw",
    ),
    path(
        "/kostprijsonderzoek/<str:nummer>", views.KostprijsonderzoekView.as_view(), name="kostprijsonderzoek"
    ),
    path(
        "/kostprijsonderzoek/<str:nummer>/opgave/<str:agb>",
        views.KostprijsopgaveView.as_view(),
        name="kostprijsopgave",
    ),
    path("/kostprijsonderzoek/<str:nummer>/reacties", views.ZienswijzenView.as_view(), name="zienswijzen"),
    path("/keuze", views.BekostigingskeuzesView.as_view(), name="bekostigingskeuzes"),
    path("/keuze/nieuw", views.NieuweBekostigingskeuzeView.as_view(), name="bekostigingskeuze_nieuw"),
    path("/tarievenboek", views.TarievenboekenView.as_view(), name="tarievenboeken"),
    path("/tarievenboek/nieuw", views.NieuwTarievenboekView.as_view(), name="tarievenboek_nieuw"),
    path("/tarievenboek/<str:nummer>", views.TarievenboekView.as_view(), name="tarievenboek"),
    path("/tarievenboek/<str:nummer>/pgb", pgbeffect.PgbeffectView.as_view(), name="pgbeffect"),
    path("/tarievenboek/<str:nummer>/indexeren", views.IndexeerView.as_view(), name="tarievenboek_index"),
    path("/vergelijken", views.VergelijkenView.as_view(), name="vergelijken"),
    path("/vergelijken/bewaard", views.VergelijkingenView.as_view(), name="vergelijkingen"),
    path("/vergelijken/bewaard/<str:nummer>", views.VergelijkingView.as_view(), name="vergelijking"),
]
