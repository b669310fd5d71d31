"""The forms with which cases of deeds are decided: what, why, and what is done in each system."""

from dsar.forms.rights.decision import DecisionForm
from dsar.forms.rights.plan import PlanForm

__all__ = ["DecisionForm", "PlanForm"]
