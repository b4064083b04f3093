"""Kinds of index field, beyond Haystack's: codes that are never analysed."""

from haystack import fields


class CodeField(fields.CharField):
    """One code, such as a slug: kept and compared as it is."""


class CodesField(fields.MultiValueField):
    """Any number of codes."""
