"""The only links from the record towards search."""

from django.dispatch import Signal

# Sent after commit with `document_id`: what readers may find of that document has changed.
report_ready = Signal()

# Sent while the vocabularies are loaded, in the same transaction, with `fixtures`: the folder of the files that come
# with the program. A receiver loads a vocabulary of its own from there and returns how many entries were new.
vocabulary_loading = Signal()
