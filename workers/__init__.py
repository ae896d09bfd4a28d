"""The night shift: what happens after the person has gone on to the next thing.

The dispatcher takes handoffs from the ledger and has them carried out by the consumers, either in this process or, when
Redis is there, by Dramatiq workers whom it rings. The clock notes what has fallen due by itself.
"""
