"""Forms of the thesaurus: one concept, and a file of concepts."""
# Django's forms cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.forms import LinesField
from archive.models.vocabulary import LANGUAGES
from search.concepts.entry import Entry, UnreadableFile, problems_of_term, tidy, tidy_note
from search.concepts.files import LIMIT, read
from search.concepts.table import read_table
from search.models import Concept

if TYPE_CHECKING:
    from search.concepts.entry import Reading

TERMS = tuple(f"terms_{language}" for language in LANGUAGES)


class ConceptForm(forms.ModelForm):
    """A concept with its terms, one on a line, the preferred one first."""

    terms_kk = LinesField(label=gettext_lazy("Terms in Kazakh"))
    terms_ru = LinesField(label=gettext_lazy("Terms in Russian"))
    terms_en = LinesField(label=gettext_lazy("Terms in English"))

    class Meta:
        model = Concept
        fields = ("slug", "note")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kept = {f"terms_{language}": self.instance.in_language(language) for language in LANGUAGES}
        self.initial = kept | dict(self.initial)
        for name in TERMS:
            if name in self.fields:  # who may only look has no fields
                self.fields[name].help_text = _("One term on each line, the preferred one first.")

    def clean_note(self) -> str:
        return tidy_note(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any] | None:
        for language, name in zip(LANGUAGES, TERMS, strict=True):
            self.cleaned_data[name] = tidy(self.cleaned_data.get(name, []))
            for text in self.cleaned_data[name]:
                for problem in problems_of_term(text, language):
                    self.add_error(name, problem)
        if not self.errors and not any(self.cleaned_data[name] for name in TERMS):
            raise ValidationError(_("The concept has no term."))
        return super().clean()

    def entry(self) -> Entry:
        terms = {language: self.cleaned_data[name] for language, name in zip(LANGUAGES, TERMS, strict=True)}
        return Entry(self.instance.slug, **terms)


class FileForm(forms.Form):
    """A file of concepts, read as it is checked."""

    file = forms.FileField(label=gettext_lazy("File"), max_length=200, allow_empty_file=True)
    whole = forms.BooleanField(
        label=gettext_lazy("The file is the whole thesaurus"),
        help_text=gettext_lazy("Concepts that the file does not have are removed."),
        required=False,
    )
    reading: Reading

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LIMIT:
            sizes = {"size": filesizeformat(file.size), "limit": filesizeformat(LIMIT)}
            raise ValidationError(_("The file is too large: %(size)s, at most %(limit)s.") % sizes)
        try:
            self.reading = read(file.read())
        except UnreadableFile as refusal:
            raise ValidationError([str(problem) for problem in refusal.problems]) from refusal
        return file


class ConfirmForm(forms.Form):
    """What a person was shown and now wants: the concepts to write as a table, those to remove by identifier.

    `shown` names the difference that was on the page, so that nothing else is ever done.
    """

    table = forms.CharField(widget=forms.HiddenInput, strip=False)
    gone = forms.CharField(widget=forms.HiddenInput, required=False)
    shown = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_table(self) -> Reading:
        try:
            return read_table(self.cleaned_data["table"])
        except UnreadableFile as refusal:
            raise ValidationError([str(problem) for problem in refusal.problems]) from refusal

    def clean_gone(self) -> set[str]:
        return set(self.cleaned_data["gone"].split())
