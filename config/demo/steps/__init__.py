"""The steps that stories are made of: real services, given the scene, the case and what the line says."""

from collections.abc import Callable, Mapping

from config.demo.scene import Scene
from config.demo.steps import complaints, deeds, ends, identity, material, people, times
from dsar.models import Case

Taken = Callable[[Scene, Case, str], object]

#: Steps on a case, by the verb that stories write.
STEPS: Mapping[str, Taken] = {
    **people.STEPS,
    **identity.STEPS,
    **material.STEPS,
    **deeds.STEPS,
    **times.STEPS,
    **ends.STEPS,
}
#: Steps on a complaint, with or without a request.
COMPLAINTS: Mapping[str, Callable[[Scene, str], object]] = complaints.STEPS
