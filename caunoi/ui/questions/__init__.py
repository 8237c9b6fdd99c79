"""A screen of questions drawn from a JSON Schema: every procedure's form, on the portal and at the counter.

What a schema may say is in docs/howto/forms.md. Names of fields are the schema's; texts come localised (`title`,
`x-hint`, `x-enum-titles`). No word of the field here: only kinds of questions.

    form = form_for(schema, section_fields, request.POST, known=answers, on=today)
    if action := form.regrouped(): ...        # a button "add" or "remove" of a repeated group was pressed: show again
    if form.is_valid(): save(form.answers())
"""

from caunoi.ui.questions.form import Questions, form_for, initial_of
from caunoi.ui.questions.words import answer_words

__all__ = ["Questions", "answer_words", "form_for", "initial_of"]
