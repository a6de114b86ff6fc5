"""Addresses of berichtenverkeer."""

from django.urls import path

from . import views

app_name = "berichtenverkeer"
urlpatterns = [
    path("", views.InkomendView.as_view(), name="inkomend_lijst"),
    path("/uit", views.UitgaandView.as_view(), name="uitgaand_lijst"),
    path("/aanleveren", views.AanleverenView.as_view(), name="aanleveren"),
    path("/aanleveringen", views.AanleveringenView.as_view(), name="aanleveringen"),
    path("/aanlevering/<int:sleutel>", views.AanleveringView.as_view(), name="aanlevering"),
    path("/in/<int:sleutel>", views.InkomendBerichtView.as_view(), name="inkomend"),
    path("/prestatie/<int:sleutel>", views.PrestatieView.as_view(), name="prestatie"),
    path("/declaratie/<int:sleutel>", views.DeclaratieberichtView.as_view(), name="declaratie"),
    path("/declaratie/<int:sleutel>/xml", views.DeclaratieXmlView.as_view(), name="declaratie_xml"),
    path(
        "/declaratie/<int:sleutel>/antwoord",
        views.DeclaratieantwoordView.as_view(),
        name="declaratie_antwoord",
    ),
    path(
        "/declaratie/<int:sleutel>/antwoord/xml",
        views.DeclaratieantwoordXmlView.as_view(),
        name="declaratie_antwoord_xml",
    ),
    path("/in/<int:sleutel>/xml", views.InkomendXmlView.as_view(), name="inkomend_xml"),
    path("/uit/<int:sleutel>", views.UitgaandBerichtView.as_view(), name="uitgaand"),
    path("/uit/<int:sleutel>/xml", views.UitgaandXmlView.as_view(), name="uitgaand_xml"),
    path("/in/<int:sleutel>/handeling", views.InkomendHandelingView.as_view(), name="inkomend_handeling"),
    path("/uit/<int:sleutel>/handeling", views.UitgaandHandelingView.as_view(), name="uitgaand_handeling"),
    path("/vastgelopen", views.StoringenView.as_view(), name="storingen"),
    path("/vastgelopen/<int:sleutel>", views.StoringView.as_view(), name="storing"),
    path("/gereedheid", views.GereedheidView.as_view(), name="gereedheid"),
    path("/lasten", views.LastenView.as_view(), name="lasten"),
    path("/aansluiting", views.AansluitingView.as_view(), name="aansluiting"),
    path("/aanbieder", views.AanbiederspelView.as_view(), name="aanbiederspel"),
]
#: The public check has an address of its own, outside the pages of messages.
berichtencontrole = (
    [
        path("", views.BerichtencontroleView.as_view(), name="controle"),
        path("/rapport", views.BerichtencontroleRapportView.as_view(), name="rapport"),
    ],
    "berichtencontrole",
)
