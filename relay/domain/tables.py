"""Every table of the domain, imported in one place so that the metadata is whole before anybody asks it."""

from relay.domain import (
    action,
    agency,
    candidate,
    client,
    interview,
    job,
    knock,
    letter,
    message,
    note,
    notice,
    promise,
    question,
    reading,
    request,
    staff,
)

MODULES = (
    action,
    agency,
    candidate,
    client,
    interview,
    job,
    knock,
    letter,
    message,
    note,
    notice,
    promise,
    question,
    reading,
    request,
    staff,
)
