"""The whole night shift in one process, beside the portal: no Redis, nothing else to start.

Killing it at any moment loses nothing: what was leased is due again when it next starts.
"""

import threading
from functools import partial

from relay.store.handoffs import free_leases
from workers.clock import keep_time
from workers.consumers import carry_out
from workers.dispatcher import Bell, work_in_process
from workers.shift import Shift


def start_embedded(shift: Shift) -> Bell:
    """Start the dispatcher and the clock as threads of this process. Returns the bell that stops them."""
    bell = Bell()
    free_leases(shift.store)
    shift.store.doorbell = bell.ring
    for name, loop in (
        ("dispatcher", partial(work_in_process, shift.store, partial(carry_out, shift), bell)),
        ("clock", partial(keep_time, shift.store, bell)),
    ):
        threading.Thread(target=loop, name=name, daemon=True).start()
    return bell
