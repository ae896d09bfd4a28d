"""The options by which `relay agency change` sets an agency's second writer."""

import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from relay.domain.pen import Pen
from relay.domain.tokens import Secrets
from relay.journey.equipping import PenForm, change_pen
from relay.store.pens import take_pen
from relay.store.work import Work

Command = Callable[..., Any]
OPTIONS = (
    click.option("--writer", type=click.Choice(["on", "off"]), help="Switch the second writer on or off."),
    click.option("--writer-address", help="Where it is, such as https://llm.example/v1."),
    click.option("--writer-model", help="Which model to ask for."),
    click.option(
        "--writer-key-stdin",
        is_flag=True,
        default=None,
        help="Read its key from standard input; nothing there takes the key away.",
    ),
    click.option("--writer-seconds", type=int, help="How long to wait for it at most."),
    click.option("--writer-calls", type=int, help="How often it may be asked in a month."),
    click.option("--writer-tokens", type=int, help="How many tokens it may use in a month."),
)


def writer_options(command: Command) -> Command:
    """`command` with the options of the second writer."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def change_writer(work: Work, secrets: Secrets, given: Mapping[str, Any]) -> Pen | None:
    """Set what was given of the second writer, if anything was; the rest stays. Raises InvalidError."""
    if all(value is None for value in given.values()):
        return None
    present = take_pen(work) or Pen(agency_id=work.agency_id)

    def chosen(name: str, standing: Any) -> Any:
        return standing if given[name] is None else given[name]

    form = PenForm(
        active=present.active if given["writer"] is None else given["writer"] == "on",
        address=chosen("writer_address", present.address),
        model=chosen("writer_model", present.model),
        patience=chosen("writer_seconds", present.patience),
        most_calls=chosen("writer_calls", present.most_calls),
        most_tokens=chosen("writer_tokens", present.most_tokens),
        key=sys.stdin.readline().strip() if given["writer_key_stdin"] else None,
    )
    return change_pen(work, secrets, form)


def tell_writer(pen: Pen) -> None:
    """The second writer in a line, its key only by whether there is one."""
    if not pen.active:
        click.echo("Second writer: off")
        return
    click.echo(
        f"Second writer: {pen.model} at {pen.address}, {'with' if pen.sealed_key else 'without'} a key, "
        f"{pen.patience} seconds, {pen.most_calls} calls and {pen.most_tokens} tokens a month"
    )
