"""Forms of the curators' screens."""
# Django's forms cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.importing.draft import ImportProblem
from archive.models import Document, Instrument, Language, Relation, Report, Tag, Violation
from archive.models.vocabulary import LANGUAGES
from archive.problems import message
from archive.uploads import next_version, refuse, same_file

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class OriginalField(forms.FileField):
    """A file that may become a document: text, not too large, and not in the archive yet."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=gettext_lazy("file"), max_length=200, allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        file: UploadedFile | None = super().clean(data, initial)
        if file:
            self._check(file)
        return file

    def _check(self, file: UploadedFile) -> None:
        try:
            refuse(file)
        except ImportProblem as problem:
            raise ValidationError(message(problem.code, problem.details)) from problem
        there = same_file(file)
        if there:
            raise ValidationError(already_here(there))


def already_here(document: Document) -> str:
    address = reverse("admin:archive_document_change", args=[document.pk])
    return format_html(_('This very file is in the archive already: <a href="{}">{}</a>.'), address, document)


class UploadForm(forms.Form):
    """A file for a report that is there."""

    language = forms.ChoiceField(label=gettext_lazy("language"), choices=Language)
    title = forms.CharField(
        label=gettext_lazy("title"), max_length=500, widget=forms.TextInput({"class": "vTextField"})
    )
    file = OriginalField()


class ReportForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = (
            *("title", "slug", "symbol", "publisher", "kind", "instrument", "country"),
            *("year_published", "period_start", "period_end"),
        )

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


class NewReportForm(ReportForm):
    """A report and, where it is at hand, its first file."""

    language = forms.ChoiceField(label=gettext_lazy("language"), choices=Language)
    file = OriginalField(required=False)


class RelationForm(forms.ModelForm):
    class Meta:
        model = Relation
        fields = ("source", "kind", "target")

    def clean(self) -> dict[str, Any] | None:
        if self.cleaned_data.get("source") and self.cleaned_data["source"] == self.cleaned_data.get("target"):
            self.add_error("target", _("A report has no relation to itself."))
        return super().clean()


class DocumentForm(forms.ModelForm):
    """The state has no field here: it is changed by steps only."""

    class Meta:
        model = Document
        fields = ("title", "language")

    def clean(self) -> dict[str, Any] | None:
        """In another language the document is another version."""
        if "language" in self.changed_data and "language" in self.cleaned_data:
            self.instance.version = next_version(self.instance.report, self.cleaned_data["language"])
        return super().clean()


class Verdict:
    """What an editor says of a tag."""

    NONE, ACCEPTED, REJECTED = "", "accepted", "rejected"
    BY_RULE = [(NONE, gettext_lazy("as found by rule"))]
    CHOICES = [(ACCEPTED, gettext_lazy("accepted")), (REJECTED, gettext_lazy("rejected"))]


class TagForm(forms.ModelForm):
    """A tag with an editor's verdict. What it names and the proof for it stand as they were found."""

    verdict = forms.ChoiceField(label=gettext_lazy("verdict"), choices=Verdict.CHOICES, required=False)

    class Meta:
        model = Tag
        fields = ("article", "violation")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self._fix_subject()
            if self.instance.rule:
                self.fields["verdict"].choices = Verdict.BY_RULE + Verdict.CHOICES  # type: ignore[attr-defined]
            self.initial["verdict"] = verdict_on(self.instance)

    def _fix_subject(self) -> None:
        """A tag that is there offers its own subject only."""
        for name in ("article", "violation"):
            field = self.fields[name]
            field.disabled = True
            field.queryset = field.queryset.filter(pk=getattr(self.instance, f"{name}_id"))  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> Tag:
        self.instance.rejected = self.cleaned_data["verdict"] == Verdict.REJECTED
        tag: Tag = super().save(commit)
        return tag


def verdict_on(tag: Tag) -> str:
    if tag.editor_id is None:
        return Verdict.NONE
    return Verdict.REJECTED if tag.rejected else Verdict.ACCEPTED


class LinesField(forms.CharField):
    """A list of terms, one on a line."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea({"rows": 8, "class": "vLargeTextField"})
        super().__init__(required=False, widget=widget, help_text=gettext_lazy("One term on each line."), **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (" ".join(line.split()) for line in (value or "").splitlines())
        return list(dict.fromkeys(filter(None, lines)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))


class TermsForm(forms.ModelForm):
    """An entry of a vocabulary with the words texts use for it, language by language."""

    terms_kk = LinesField(label=gettext_lazy("terms in Kazakh"))
    terms_ru = LinesField(label=gettext_lazy("terms in Russian"))
    terms_en = LinesField(label=gettext_lazy("terms in English"))
    kept_in = "terms"  # the field of the model that holds the lists

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        terms = getattr(self.instance, self.kept_in) or {}
        self.initial = dict(self.initial) | {f"terms_{language}": terms.get(language, []) for language in LANGUAGES}

    def save(self, commit: bool = True) -> Any:
        terms = {language: self.cleaned_data[f"terms_{language}"] for language in LANGUAGES}
        setattr(self.instance, self.kept_in, terms)
        return super().save(commit)


class ViolationForm(TermsForm):
    class Meta:
        model = Violation
        exclude = ("terms",)  # noqa: DJ006  # edited as lists of lines instead


class InstrumentForm(TermsForm):
    kept_in = "mentions"

    class Meta:
        model = Instrument
        exclude = ("mentions",)  # noqa: DJ006  # edited as lists of lines instead
