"""The WSGI application; it refuses to start in an unsafe production."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config.checks import refuse_unsafe_start  # noqa: E402  Django has to be set up before its settings are judged

refuse_unsafe_start()
gc.freeze()  # what was imported stays for good, so no collection of garbage need look through it
gc.set_threshold(20_000, 20, 20)  # a request makes few cycles: looking for them every 700 objects only costs
