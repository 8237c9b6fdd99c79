"""What is told to officers about roll-outs, as texts with named places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.messages.templates import Template

NOTICES = (
    Template(
        "rollout.place_opened",
        _("Cần chuẩn bị triển khai: %(title)s"),
        _("Cơ quan bạn được đưa vào đợt “%(wave)s” triển khai “%(title)s”. Hãy hoàn thành danh mục kiểm tra để vận "
          "hành chậm nhất ngày %(due)s."),
    ),
    Template(
        "rollout.place_live",
        _("Đã vận hành: %(title)s"),
        _("“%(title)s” vận hành tại %(place)s từ ngày %(on)s."),
    ),
)  # fmt: skip
