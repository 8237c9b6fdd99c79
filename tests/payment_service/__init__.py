"""A payment service of our own, a real server in a process of its own: for tests, and for the demonstration.

It takes money from nobody. What real services do wrong it does when told to: notifications that come twice, late, in
another order, with another sum, another currency or a wrong signature; answers that never come.

with running() as service:            # a process on a free port; the settings point to it (`pointed`)
    service.knobs(repeat=3)           # see `Knobs`
    service.pay(attempt.redirect_url) # what the payer presses; `fail`, `cancel`
    service.notices()                 # what it sent or would send: headers and body of each
"""

from tests.payment_service.client import Service, pointed, running

__all__ = ["Service", "pointed", "running"]
