from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        """Connect what follows a migration and a deletion; these modules need models, which are there only now.

        Tasks are those of the archive's own Celery application, so it is there before any of them is named.
        """
        import_module("archive.celery")
        post_migrate.connect(import_module("archive.roles").make_roles, sender=self)
        forgetting = import_module("archive.forgetting")
        post_delete.connect(forgetting.document_deleted, sender=self.get_model("Document"))
        post_delete.connect(forgetting.upload_deleted, sender=self.get_model("Upload"))
