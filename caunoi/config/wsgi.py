"""The WSGI application that Granian serves.

What was loaded at the start lives as long as the process: the collector need not look at it again and again, which
takes a tenth of the time of every request.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from caunoi.config import collector

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")
with collector.loading():
    application = get_wsgi_application()
    get_resolver().url_patterns  # noqa: B018  the views and all that they need, now and not in the first request
gc.collect()
gc.freeze()
