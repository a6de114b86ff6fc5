"""Forms in NL Design System components."""

from django.forms.renderers import TemplatesSetting


class NlDesignRenderer(TemplatesSetting):
    """Every form field comes out as a labelled utrecht-form-field with hint and error."""

    form_template_name = "web/formulier.html"
    field_template_name = "web/veld.html"
