from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        # Models can be imported from now on only.
        from archive.forgetting import document_deleted  # noqa: PLC0415
        from archive.models import Document  # noqa: PLC0415
        from archive.roles import make_roles  # noqa: PLC0415

        post_migrate.connect(make_roles, sender=self)
        post_delete.connect(document_deleted, sender=Document)
