"""One household, one plan: the list, the plan, and each thing that can be added to it or ended."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.export import write_csv, write_xlsx
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.toegang.begrippen import Leefdomein

from .. import queries
from ..actions import gezinsplannen as actions
from ..forms.gezin import (
    ELDERS,
    GezinsdoelDichtForm,
    GezinsdoelForm,
    GezinslidForm,
    GezinslidWegForm,
    GezinsplanForm,
    PlanregieForm,
)
from ..models import Client, Gezinsdoel, Gezinslid, Gezinsplan
from ..permissions import Handeling, mag
from ..queries.gezinsplannen import (
    Gezinsbeeld,
    get_gezinsbeeld,
    get_gezinsplan,
    list_gezinsplannen,
    list_leden,
    list_nieuwe_huisgenoten,
    list_planaanbieders,
    list_plannen_van,
)
from ..tables import GezinsplanLijst, create_planregels, create_tijdbalk
from .basis import add_fouten, get_rollen, register_blik, register_blikken


class GezinsplannenView(RolVereistMixin, LijstView):
    """The plans of the own gemeente."""

    rollen = get_rollen(Handeling.GEZINSPLAN_LEZEN)
    table_class = GezinsplanLijst
    titel = "Gezinsplannen"
    lead = "Eén gezin, één plan: wie erbij hoort, wat zij samen willen bereiken en wie de regie heeft."
    zoekvelden = ("nummer", "leden__client__geslachtsnaam", "leden__client__nummer")
    zoek_uitleg = "Zoek op nummer of op de naam van iemand uit het gezin"
    leeg_tekst = "Er zijn nog geen gezinsplannen. U maakt er een vanuit het dossier van een cliënt."
    bestandsnaam = "gezinsplannen"

    def get_basis(self) -> QuerySet[Gezinsplan]:
        """Plans of this user."""
        return list_gezinsplannen(self.request.user).prefetch_related("leden__client")

    def after_list(self, rows: list[Gezinsplan]) -> None:
        """Everybody named on the page was seen."""
        register_blikken(
            self.request, [lid.client for plan in rows for lid in plan.leden.all()], wat="In de lijst gezien"
        )


class PlanMixin(RolVereistMixin):
    """Finds the plan of the address, after the role was checked."""

    request: Verzoek
    kwargs: dict[str, Any]

    @cached_property
    def plan(self) -> Gezinsplan:
        """404 when it is not this user's."""
        plan = get_gezinsplan(self.request.user, self.kwargs["nummer"])
        if plan is None:
            raise Http404("gezinsplan")
        return plan


class GezinsplanView(PlanMixin, TemplateView):
    """The whole plan on one page; its help as a file with `?export=`."""

    request: Verzoek
    rollen = get_rollen(Handeling.GEZINSPLAN_LEZEN)
    template_name = "toegang/gezinsplan.html"

    @cached_property
    def beeld(self) -> Gezinsbeeld:
        """Everything of the plan; every member is seen."""
        beeld = get_gezinsbeeld(self.plan, today=self.request.vandaag)
        clienten = [lid.client for lid in (*beeld.leden, *beeld.vroegere_leden)]
        register_blikken(self.request, list(dict.fromkeys(clienten)), wat="Gezinsplan bekeken")
        return beeld

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the table of help as CSV or Excel."""
        schrijvers = {"csv": write_csv, "xlsx": write_xlsx}
        schrijf = schrijvers.get(request.GET.get("export", ""))
        if schrijf is None:
            return super().get(request, *args, **kwargs)
        return schrijf(rijen=create_planregels(self.beeld), naam=f"gezinsplan-{self.plan.nummer}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the picture and who may write."""
        beeld = self.beeld
        return super().get_context_data(
            beeld=beeld,
            plan=self.plan,
            balk=create_tijdbalk(beeld, today=self.request.vandaag),
            mag_maken=mag(self.request.user, Handeling.GEZINSPLAN_MAKEN) and self.plan.einddatum is None,
            **kwargs,
        )


@method_decorator(eenmalig, name="post")
class PlanstapView(PlanMixin, FormView):
    """One thing to write in the plan: a form, an act, and back to the plan."""

    request: Verzoek
    rollen = get_rollen(Handeling.GEZINSPLAN_MAKEN)
    template_name = "toegang/plan_stap.html"
    titel, lead, knop = "", "", ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of this step; the members were seen."""
        clienten = [lid.client for lid in list_leden(self.plan)]
        register_blikken(self.request, list(dict.fromkeys(clienten)), wat="Gezinsplan bekeken")
        return super().get_context_data(
            plan=self.plan, titel=self.titel, lead=self.lead, knop=self.knop, **kwargs
        )

    def write(self, form: Any) -> None:
        """The act; raises GezinsplanNietMogelijk."""
        raise NotImplementedError

    def form_valid(self, form: Form) -> HttpResponse:
        """Back to the plan, or the reason why not above the form."""
        try:
            self.write(form)
        except actions.GezinsplanNietMogelijk as fout:
            add_fouten(form, [str(fout)])
            return self.form_invalid(form)
        return redirect("toegang:gezinsplan", self.plan.nummer)

    @property
    def door(self) -> dict[str, Any]:
        """Who, on which day."""
        return {"by": self.request.user, "today": self.request.vandaag, "now": self.request.nu}


@method_decorator(eenmalig, name="post")
class NieuwGezinsplanView(RolVereistMixin, FormView):
    """A plan for the household of a client."""

    request: Verzoek
    rollen = get_rollen(Handeling.GEZINSPLAN_MAKEN)
    template_name = "toegang/gezinsplan_nieuw.html"
    form_class = GezinsplanForm

    @cached_property
    def client(self) -> Client:
        """404 when it is not this user's."""
        client = queries.get_client(self.request.user, self.kwargs["nummer"])
        if client is None:
            raise Http404("client")
        return client

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The plan to which this client belongs, or the form for a new one."""
        plan = list_plannen_van(self.request.user, self.client).first()
        if plan is not None:
            return redirect("toegang:gezinsplan", plan.nummer)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the client; the look is logged."""
        register_blik(self.request, self.client, wat="Gezinsplan begonnen")
        return super().get_context_data(client=self.client, **kwargs)

    def form_valid(self, form: GezinsplanForm) -> HttpResponse:
        """To the new plan, or the reason why not."""
        try:
            plan = actions.create_gezinsplan(
                client=self.client,
                rol=form.cleaned_data["rol"],
                afspraak=form.cleaned_data["afspraak"],
                by=self.request.user,
                today=self.request.vandaag,
                now=self.request.nu,
            )
        except actions.GezinsplanNietMogelijk as fout:
            add_fouten(form, [str(fout)])
            return self.form_invalid(form)
        return redirect("toegang:gezinsplan", plan.nummer)


class GezinslidView(PlanstapView):
    """Somebody comes into the household."""

    form_class = GezinslidForm
    titel, knop = "Iemand toevoegen aan het gezin", "Toevoegen"
    lead = "Een kind met twee huizen kan bij twee plannen horen. Elk plan toont alleen het eigen huis."

    def get_initial(self) -> dict[str, Any]:
        """From today."""
        return {"vanaf": self.request.vandaag, "woont": "hier"}

    def get_form_kwargs(self) -> dict[str, Any]:
        """With who lives here and is not in the plan yet."""
        huisgenoten = list_nieuwe_huisgenoten(self.request.user, self.plan)
        register_blikken(self.request, huisgenoten, wat="Bij gezinsplan gezien")
        return super().get_form_kwargs() | {"huisgenoten": huisgenoten}

    def write(self, form: GezinslidForm) -> None:
        """A client of the own gemeente."""
        data = form.cleaned_data
        client = queries.get_client(self.request.user, data["client_nummer"].strip())
        if client is None:
            raise actions.GezinsplanNietMogelijk("Deze cliënt is in uw gemeente niet bekend.")
        actions.register_gezinslid(
            plan=self.plan,
            client=client,
            rol=data["rol"],
            hoofdverblijf=data["woont"] != ELDERS,
            vanaf=data["vanaf"],
            **self.door,
        )


class GezinslidWegView(PlanstapView):
    """Somebody leaves the household."""

    form_class = GezinslidWegForm
    titel, knop = "Iemand hoort niet meer bij het gezin", "Vastleggen"
    lead = "De dagen tot en met deze dag blijven in het plan staan."

    @cached_property
    def lid(self) -> Gezinslid:
        """404 when it is not of this plan."""
        lid = self.plan.leden.filter(pk=self.kwargs["lid"]).select_related("plan", "client").first()
        if lid is None:
            raise Http404("gezinslid")
        return lid

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the name."""
        return super().get_context_data(**kwargs) | {"titel": f"{self.lid.client.volledige_naam} gaat weg"}

    def get_initial(self) -> dict[str, Any]:
        """Today."""
        return {"tot": self.request.vandaag}

    def write(self, form: GezinslidWegForm) -> None:
        """The last day."""
        actions.close_gezinslid(lid=self.lid, tot=form.cleaned_data["tot"], **self.door)


class GezinsdoelView(PlanstapView):
    """A goal of all together."""

    form_class = GezinsdoelForm
    titel, knop = "Een doel van het gezin", "Doel opschrijven"
    lead = "Wat moet er voor het gezin als geheel anders zijn? De doelen van ieder staan bij het besluit."

    def write(self, form: GezinsdoelForm) -> None:
        """From today."""
        actions.register_gezinsdoel(
            plan=self.plan,
            leefdomein=Leefdomein(form.cleaned_data["leefdomein"]),
            tekst=form.cleaned_data["tekst"],
            **self.door,
        )


class GezinsdoelDichtView(PlanstapView):
    """A goal is reached, or is not asked any more."""

    form_class = GezinsdoelDichtForm
    titel, knop = "Een doel afsluiten", "Doel afsluiten"

    @cached_property
    def doel(self) -> Gezinsdoel:
        """404 when it is not of this plan."""
        doel = self.plan.doelen.filter(pk=self.kwargs["doel"]).select_related("plan").first()
        if doel is None:
            raise Http404("gezinsdoel")
        return doel

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the words of the goal."""
        return super().get_context_data(**kwargs) | {"lead": f"Doel: {self.doel.tekst}"}

    def write(self, form: GezinsdoelDichtForm) -> None:
        """Today."""
        actions.close_gezinsdoel(doel=self.doel, stand=form.cleaned_data["stand"], **self.door)


class PlanregieView(PlanstapView):
    """Who keeps regie on the whole, and who on the specialist help."""

    form_class = PlanregieForm
    titel, knop = "Wie heeft de regie?", "Vastleggen"
    lead = (
        "De regie op het geheel blijft bij het lokale team. Voor de specialistische hulp heeft één aanbieder "
        "de leiding. Beide met een naam en een dag."
    )

    def get_initial(self) -> dict[str, Any]:
        """From today."""
        return {"vanaf": self.request.vandaag}

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the aanbieders that help a member now."""
        aanbieders = list_planaanbieders(self.request.user, self.plan, today=self.request.vandaag)
        return super().get_form_kwargs() | {"aanbieders": aanbieders}

    def write(self, form: PlanregieForm) -> None:
        """From the day that was chosen."""
        actions.change_planregie(
            plan=self.plan, wens=form.get_wens(), vanaf=form.cleaned_data["vanaf"], **self.door
        )
