"""The only link from the record towards search."""

from django.dispatch import Signal

# Sent after commit with `document_id`: what readers may find of that document has changed.
report_ready = Signal()
