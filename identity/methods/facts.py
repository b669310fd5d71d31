"""Facts that only the person knows: questions drawn from a source, answered on their page or by phone."""

from django.utils.translation import gettext_lazy

from identity.methods.way import Way
from identity.services.questions import NAME

WAY = Way(
    name=NAME,
    order=30,
    title=gettext_lazy("Questions that only they can answer"),
    label=gettext_lazy("by answers to questions that only they could know"),
    logged=gettext_lazy("answers to questions that only they could know"),
    guidance=gettext_lazy(
        "The questions come from the sources. You see the questions and never the answers. They answer on "
        "their page, or tell you by phone; all must fit, and there are three tries."
    ),
)
