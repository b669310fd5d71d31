"""Form fields: label, hint, fault and answer belong together."""

from django import forms
from django.template import Context, Template

from dsar.templatetags.fields import faults, first_id


class Answers(forms.Form):
    """One field of each kind that differs in its first id."""

    token = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(help_text="As on your letters")
    rights = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)
    way = forms.ChoiceField(choices=[("1", "One"), ("2", "Two")], widget=forms.RadioSelect)
    born = forms.DateField(widget=forms.SelectDateWidget)
    note = forms.CharField(required=False)
    agree = forms.BooleanField(required=False)


def drawn(markup: str, form: forms.Form) -> str:
    """Render markup with the fields loaded, white space folded."""
    return " ".join(Template("{% load fields %}" + markup).render(Context({"form": form})).split())


def test_the_summary_leads_to_the_first_thing_one_can_answer_in() -> None:
    form = Answers({})
    assert [fault["target"] for fault in faults(form)] == [
        "",
        "id_name",
        "id_rights_0",
        "id_way_0",
        "id_born_day",
    ]
    page = drawn("{% for bound in form %}{% field bound %}{% endfor %}", form)
    for bound in form:
        assert f'id="{first_id(bound)}"' in page


def test_the_summary_draws_nothing_without_faults() -> None:
    assert drawn("{% error_summary form %}", Answers()) == ""
    assert drawn("{% error_summary missing %}", Answers()) == ""


def test_hint_and_fault_are_read_with_the_field() -> None:
    page = drawn("{% field form.name %}", Answers({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert page.index('id="id_name_helptext"') < page.index('id="id_name_error"') < page.index("<input")


def test_a_hint_given_in_the_page_is_described_too() -> None:
    page = drawn('{% field form.note hint="Only if it helps" %}', Answers())
    assert 'aria-describedby="id_note_helptext"' in page
    assert "Only if it helps" in page


def test_groups_are_described_on_their_fieldset() -> None:
    page = drawn('{% field form.rights hint="All that fit" %}', Answers())
    assert '<fieldset id="id_rights" aria-describedby="id_rights_helptext">' in page
    assert page.count("aria-describedby") == 1


def test_what_may_be_left_out_says_so() -> None:
    assert "(optional)" in drawn("{% field form.note %}", Answers())
    for markup in ("{% field form.note optional=False %}", "{% field form.name %}", "{% field form.agree %}"):
        assert "(optional)" not in drawn(markup, Answers())


def test_the_answer_typed_is_kept_and_escaped() -> None:
    page = drawn(
        "{% field form.name %}{% field form.rights %}", Answers({"name": "<b>O'Hara", "rights": ["b"]})
    )
    assert 'value="&lt;b&gt;O&#x27;Hara"' in page
    assert 'value="b" aria-invalid' not in page
    assert page.count("checked") == 1


def test_the_question_can_be_the_heading_of_the_page() -> None:
    assert "<h1>Rights</h1>" in drawn("{% field form.rights heading=True %}", Answers())
    assert "<h1>Whose?</h1>" in drawn('{% field form.name heading=True label="Whose?" %}', Answers())


def test_hints_under_choices_come_from_the_field() -> None:
    form = Answers()
    form.fields["way"].choice_hints = {"2": "Takes longer"}
    assert drawn("{% field form.way %}", form).count('class="hint"') == 1


def test_choices_stand_below_their_headings() -> None:
    form = Answers()
    assert drawn("{% field form.way %}", form).count("<fieldset") == 1
    form.fields["way"].choice_headings = {"1": "At once", "2": "Later"}
    page = drawn("{% field form.way %}", form)
    assert page.index("<legend>At once</legend>") < page.index("One") < page.index("<legend>Later</legend>")
    assert page.index("Later") < page.index("Two")


def test_a_hidden_field_has_neither_label_nor_frame() -> None:
    assert drawn("{% field form.token %}", Answers()).startswith('<input type="hidden"')
