"""Forms of the curators' screens."""
# Django's forms cannot be subscripted when the program runs.
# mypy: disable-error-code="type-arg"

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.importing.corrections import find_quote, number_and_heading
from archive.importing.draft import ImportProblem
from archive.models import Article, Document, Instrument, Language, Law, Relation, Report, Tag, Upload, Violation
from archive.models.vocabulary import LANGUAGES
from archive.problems import message
from archive.uploads import next_version, refuse, same_file, same_new_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User
    from django.core.files.uploadedfile import UploadedFile

LONGEST_HEADING = 500  # characters


class OriginalField(forms.FileField):
    """A file that may become a document: text, not too large, and not in the archive yet."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=gettext_lazy("File"), max_length=200, allow_empty_file=True, **options)

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
        waiting = same_new_file(file)
        if waiting:
            raise ValidationError(waits_already(waiting))


def already_here(document: Document) -> str:
    address = reverse("admin:archive_document_change", args=[document.pk])
    return format_html(_('This very file is in the archive already: <a href="{}">{}</a>.'), address, document)


def waits_already(upload: Upload) -> str:
    address = reverse("admin:archive_upload_change", args=[upload.pk])
    return format_html(_('This very file waits to be added: <a href="{}">{}</a>.'), address, upload)


class NewFileForm(forms.Form):
    """A file of which nothing is said yet."""

    file = OriginalField()


class UploadForm(forms.Form):
    """A file for a report that is there."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language)
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=500, widget=forms.TextInput({"class": "vTextField"})
    )
    file = OriginalField()


class AdditionForm(UploadForm):
    """What is to be said of a file that is kept already, for a report that is there."""

    file = None  # type: ignore[assignment]  # Django's way to leave a field of the parent out


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

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language)
    file = OriginalField(required=False)


class ReportOfFileForm(ReportForm):
    """A report whose first file is kept already; its language is chosen, not assumed."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=[("", "---------"), *Language.choices])


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


class Verdict(models.TextChoices):
    """What an editor says of a tag."""

    NONE = "", gettext_lazy("as found by rule")
    ACCEPTED = "accepted", gettext_lazy("accepted")
    REJECTED = "rejected", gettext_lazy("rejected")


class TagVerdictForm(forms.ModelForm):
    """An editor's verdict on a tag. What it names and the proof for it stand as they were found."""

    verdict = forms.ChoiceField(label=gettext_lazy("Verdict"), choices=Verdict, required=False)

    class Meta:
        model = Tag
        fields = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["verdict"] = verdict_on(self.instance)

    def say(self, editor: User) -> None:
        """Make it the editor's word, or leave the tag to its rule again."""
        verdict = self.cleaned_data["verdict"]
        self.instance.rejected = verdict == Verdict.REJECTED
        self.instance.editor = editor if verdict or not self.instance.rule else None


def verdict_on(tag: Tag) -> Verdict:
    if tag.editor_id is None:
        return Verdict.NONE
    return Verdict.REJECTED if tag.rejected else Verdict.ACCEPTED


class ArticleField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.name}"


class NewTagForm(forms.ModelForm):
    """A tag an editor adds."""

    article = ArticleField(Article.objects.all(), required=False, label=gettext_lazy("Article"))
    violation = forms.ModelChoiceField(
        Violation.objects.exclude(parent=None), required=False, label=gettext_lazy("Type of violation")
    )

    class Meta:
        model = Tag
        fields = ("section", "article", "violation")

    def clean(self) -> dict[str, Any] | None:
        """The check of the database says the same in words nobody understands."""
        subject = {name: self.cleaned_data.get(name) for name in ("section", "article", "violation")}
        if Tag.objects.filter(**subject).exists():
            raise ValidationError(_("The section has this tag already. Change the verdict on it instead."))
        return super().clean()

    def say(self, editor: User) -> None:
        self.instance.editor = editor


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

    terms_kk = LinesField(label=gettext_lazy("Terms in Kazakh"))
    terms_ru = LinesField(label=gettext_lazy("Terms in Russian"))
    terms_en = LinesField(label=gettext_lazy("Terms in English"))
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


class RenameForm(forms.Form):
    """The words of a heading; number and heading are shown and cited together."""

    number = forms.CharField(label=gettext_lazy("Number"), max_length=40, required=False)
    heading = forms.CharField(
        label=gettext_lazy("Heading"), max_length=LONGEST_HEADING, required=False, widget=forms.Textarea({"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["heading"] = " ".join(given.get("heading", "").split())
        if not self.errors and not re.search(r"\w", given["number"] + given["heading"]):
            raise ValidationError(_("Give a number or a heading."))
        return given


class DivideForm(RenameForm):
    """Where in a section another one begins, and which of the words there are its heading."""

    paragraph = forms.TypedChoiceField(
        label=gettext_lazy("The new section begins at"), coerce=int, widget=forms.RadioSelect
    )
    quote = forms.CharField(
        label=gettext_lazy("Words that are the heading"),
        help_text=gettext_lazy("Copy them from the paragraph. Leave this empty if all of it is the heading."),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    unprinted = forms.BooleanField(
        label=gettext_lazy("The heading is not in the file"),
        help_text=gettext_lazy("The paragraph stays text. Write the heading below."),
        required=False,
    )
    field_order = ("paragraph", "quote", "unprinted", "number", "heading")

    def __init__(self, paragraphs: Sequence[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.paragraphs: Sequence[str] = paragraphs
        field: Any = self.fields["paragraph"]
        field.choices = list(enumerate(paragraphs))
        self.fields["heading"].help_text = _("Number and heading are taken from those words where you give none.")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "paragraph" in given and "quote" in given:
            given["quote"] = "" if given["unprinted"] else self._words_of_paragraph(given)
            self._take_from_quote(given)
        return super().clean()

    def _words_of_paragraph(self, given: dict[str, Any]) -> str:
        text: str = self.paragraphs[given["paragraph"]]
        found = find_quote(text, given["quote"] or text)
        if found is None:
            raise ValidationError({"quote": _("The paragraph does not have these words. Copy them from it.")})
        return text[found.start : found.stop]

    def _take_from_quote(self, given: dict[str, Any]) -> None:
        number, heading = number_and_heading(given["quote"])
        given["number"] = given.get("number") or number
        given["heading"] = given.get("heading") or heading
        if len(given["heading"]) > LONGEST_HEADING:
            raise ValidationError({"quote": _("This is long for a heading. Copy here the words that are the heading.")})


class LawForm(TermsForm):
    kept_in = "mentions"

    class Meta:
        model = Law
        exclude = ("mentions",)  # noqa: DJ006  # edited as lists of lines instead
