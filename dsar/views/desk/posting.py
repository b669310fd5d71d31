"""Messages by post: what waits, its letter, the day it was posted; and sending again what failed."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dsar.enums import DeliveryState, DeliveryWay, EventType
from dsar.forms.posting import PostedForm
from dsar.labels import MESSAGES
from dsar.letters.pdf import PangoMissing
from dsar.models import Delivery
from dsar.permissions import READERS, check_see_case, check_work_case
from dsar.selectors import posting as selector
from dsar.selectors.names import opened
from dsar.selectors.scope import Scope
from dsar.services import posted_letters, posting, renewals
from dsar.services.errors import Refused
from dsar.spokes import registry
from dsar.views.desk.access import looked_at_list
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import Desk, at_desk, on_case
from dsar.views.sending import attachment, made

MESSAGES_TAB = "dsar:case_messages"


@require_safe
@at_desk("see_post", READERS)
def posts(desk: Desk) -> HttpResponse:
    """List what waits to be posted, oldest first."""
    scope = Scope(desk.user, desk.now)
    lines = selector.waiting(scope)
    looked_at_list(desk, scope, shown=len(lines), searched=False)
    context = {
        "lines": lines,
        "total": selector.number(scope),
        "many_controllers": len(scope.controllers) > 1,
    }
    return render(desk.request, "dsar/desk/posts.html", context)


def _message(desk: CaseDesk, delivery_id: UUID) -> Delivery:
    delivery = selector.of_case(desk.case, delivery_id)
    if delivery is None:
        raise Http404
    return delivery


@require_http_methods(["GET", "HEAD", "POST"])
@on_case("work_case", check_work_case, back=MESSAGES_TAB)
def post(desk: CaseDesk, delivery_id: UUID) -> HttpResponse:
    """Show what goes into the envelope; a POST records the day it was posted."""
    delivery = _message(desk, delivery_id)
    if delivery.way != DeliveryWay.POST:
        raise Refused(_("This message goes by e-mail; there is nothing to post."))
    form = PostedForm(
        desk.request.POST if desk.request.method == "POST" else None, initial={"on": desk.today}
    )
    if form.is_valid():
        try:
            posting.mark_posted(delivery, on=form.cleaned_data["on"], actor=desk.user, now=desk.now)
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            return desk.said(_("It is recorded that this was posted."), MESSAGES_TAB)
    person = desk.case.submission.person
    return desk.show(
        "dsar/desk/post.html",
        tab="messages",
        status=400 if form.is_bound else 200,
        delivery=delivery,
        name=MESSAGES[delivery.kind],
        waits=delivery.state == DeliveryState.TO_POST,
        lacking=posted_letters.why_not(delivery),
        envelope=[opened(person, "name"), *opened(person, "address").splitlines()],
        enclosures=[each for give in registry.enclosures.values() for each in give(delivery)],
        form=form,
    )


@require_safe
@on_case("see_case", check_see_case, back=MESSAGES_TAB)
def letter(desk: CaseDesk, delivery_id: UUID) -> HttpResponseBase:
    """Hand over the letter of a message as a PDF to print: as it was posted, else as it is now."""
    delivery = _message(desk, delivery_id)
    if delivery.way != DeliveryWay.POST:
        raise Http404
    name = f"{desk.case.submission.reference}-{delivery.kind}.pdf"
    if delivery.letter is not None:
        answer: HttpResponseBase = attachment(delivery.letter, name)
    else:
        try:
            answer = made(posted_letters.write(delivery).pdf(), "application/pdf", name)
        except PangoMissing as missing:
            raise Refused(str(missing)) from missing
    desk.log(EventType.LETTER_VIEWED, kind=delivery.kind, delivery=str(delivery.id))
    return answer


@require_POST
@on_case("work_case", check_work_case, back=MESSAGES_TAB)
def again(desk: CaseDesk, delivery_id: UUID) -> HttpResponse:
    """Send a message again that failed."""
    made_anew = renewals.renew(_message(desk, delivery_id), actor=desk.user, now=desk.now)
    if made_anew.way == DeliveryWay.POST:
        return desk.said(_("The message waits to be posted, for there is no e-mail address."), MESSAGES_TAB)
    return desk.said(_("The message is on its way again."), MESSAGES_TAB)
