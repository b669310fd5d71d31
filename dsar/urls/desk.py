"""Addresses of the desk."""

from django.urls import URLPattern, path

from dsar.urls import other_ways
from dsar.views.desk import (
    calendar,
    case,
    clock_steps,
    decision,
    messages,
    settings,
    steps,
    suppressions,
    task_notice,
    tasks,
)
from dsar.views.desk.calendar_entry import calendar_entry
from dsar.views.desk.cases import cases
from dsar.views.desk.today import today_page

urlpatterns: list[URLPattern] = [
    path("desk/", today_page, name="today"),
    path("desk/cases/", cases, name="cases"),
    *other_ways.urlpatterns,
    path("desk/cases/<uuid:case_id>/", case.overview, name="case"),
    path("desk/cases/<uuid:case_id>/owner/", case.assign, name="case_owner"),
    path("desk/cases/<uuid:case_id>/messages/", messages.messages, name="case_messages"),
    path("desk/cases/<uuid:case_id>/messages/write/", messages.write, name="case_message_write"),
    path("desk/cases/<uuid:case_id>/messages/read/", messages.read, name="case_messages_read"),
    path(
        "desk/cases/<uuid:case_id>/messages/files/<uuid:file_id>/",
        messages.message_file,
        name="case_message_file",
    ),
    path("desk/cases/<uuid:case_id>/clock/", case.clock_tab, name="case_clock"),
    path("desk/cases/<uuid:case_id>/clock/clarify/", clock_steps.clarify, name="case_clarify"),
    path("desk/cases/<uuid:case_id>/clock/clarify/answer/", clock_steps.answer, name="case_answer"),
    path("desk/cases/<uuid:case_id>/clock/extend/", clock_steps.extend, name="case_extend"),
    path(
        "desk/cases/<uuid:case_id>/clock/extend/outside/",
        clock_steps.extend_outside,
        name="case_extend_outside",
    ),
    path("desk/cases/<uuid:case_id>/clock/came-back/", clock_steps.came_back, name="case_came_back"),
    path("desk/cases/<uuid:case_id>/calendar.ics", calendar_entry, name="case_calendar"),
    path("desk/cases/<uuid:case_id>/log/", case.log_tab, name="case_log"),
    path("desk/cases/<uuid:case_id>/decision/", decision.work, name="case_work"),
    path("desk/cases/<uuid:case_id>/decision/begin/", decision.begin, name="case_begin"),
    path("desk/cases/<uuid:case_id>/decision/reconsider/", decision.reconsider, name="case_reconsider"),
    path("desk/cases/<uuid:case_id>/decision/restrict/", decision.restrict, name="case_restrict"),
    path("desk/cases/<uuid:case_id>/steps/<slug:name>/", steps.step, name="case_step"),
    path("desk/cases/<uuid:case_id>/refusal/drop/", steps.drop_refusal, name="case_drop_refusal"),
    path("desk/suppressions/", suppressions.asked, name="suppressions"),
    path("desk/suppressions/<uuid:suppression_id>/lift/", suppressions.lift, name="suppression_lift"),
    path("desk/tasks/", tasks.listed, name="tasks"),
    path("desk/tasks/<uuid:task_id>/", tasks.one, name="task"),
    path("desk/tasks/<uuid:task_id>/notice/", task_notice.notice, name="task_notice"),
    path("desk/settings/", settings.policy, name="settings"),
    path("desk/settings/register/", settings.register, name="settings_register"),
    path("desk/settings/calendar/", calendar.calendar, name="settings_calendar"),
    path("desk/settings/calendar/add/", calendar.add_day, name="settings_calendar_add"),
    path("desk/settings/calendar/remove/", calendar.remove_day, name="settings_calendar_remove"),
    path("desk/settings/calendar/refresh/", calendar.refresh, name="settings_calendar_refresh"),
    path("desk/settings/calendar/apply/", calendar.apply_days, name="settings_calendar_apply"),
    path("desk/settings/people/", settings.people, name="settings_people"),
    path("desk/settings/people/<uuid:case_id>/owner/", settings.reassign, name="settings_reassign"),
]
