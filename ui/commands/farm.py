"""`thumbwright farm …`: phones on several machines."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.commands.farm_run import run_command
from ui.groups import ListingGroup
from ui.printing import print_json, print_table, say

if TYPE_CHECKING:
    from farm.host import Host, OpenWriter

key_option = click.option(
    "--key",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The farm's key, instead of the one in its usual place.",
)
lends_option = click.option(
    "--on",
    "lends",
    default="all",
    show_default=True,
    metavar="all|tag:NAME|S1,S2",
    help="The phones that the farm may have.",
)
name_option = click.option(
    "--name", default="", help="What this machine is called in the farm, instead of its own name."
)
model_option = click.option(
    "--model", default="", help="For scripts that are written here: instead of the model that is set."
)
adapter_option = click.option("--adapter", default="", help="Instead of the adapter that is set: its name, or `none`.")


@click.group("farm", cls=ListingGroup, default="status")
def command() -> None:
    """Phones on several machines: a farm that each phone's host joins."""


command.add_command(run_command)


@command.command("up")
@click.option(
    "--listen",
    default="127.0.0.1",
    show_default=True,
    metavar="HOST[:PORT]",
    help="Where hosts meet it. Beyond 127.0.0.1 with a key only.",
)
@click.option("--no-phones", is_flag=True, help="Lend no phones of this machine.")
@lends_option
@name_option
@key_option
@model_option
@adapter_option
def up_command(listen: str, no_phones: bool, lends: str, name: str, key: Path | None, model: str, adapter: str) -> None:
    """Begin a farm here, with this machine's phones, until Ctrl-C. Its address is printed.

    On 127.0.0.1 whoever works on this machine can use it, and nobody else. For other machines: thumbwright farm key, once, and
    --listen with this machine's address.
    """
    from farm.address import parse
    from farm.up import told
    from farm.version import need_dask
    from thumbwright.use.opening import use_adb_of_settings

    need_dask()
    use_adb_of_settings()
    address = parse(listen, key)
    from farm.net import reachable, scheduling

    host = None if no_phones else _host(name, lends, model, adapter)
    with scheduling(address, host) as up:
        there = reachable(up)
        with told(there):
            click.echo(str(there))
            say(f"The farm is up. On each phone's host: thumbwright farm join {there}. Ctrl-C ends it.")
            if host is not None:
                say(f"{host.name} lends {_count(host)}.")
            _until_told()
    say("The farm has ended.")


@command.command("join")
@click.argument("address")
@click.option(
    "--listen", default="", metavar="HOST", help="This machine's address as the farm reaches it; found by itself."
)
@lends_option
@name_option
@key_option
@model_option
@adapter_option
def join_command(address: str, listen: str, lends: str, name: str, key: Path | None, model: str, adapter: str) -> None:
    """Lend this machine's phones to the farm at ADDRESS, until Ctrl-C. Lost, it is joined again once it is back."""
    import threading

    from farm.address import is_loopback, parse
    from farm.version import need_dask
    from ground.errors import SettingsError
    from thumbwright.use.opening import use_adb_of_settings
    from ui.interrupts import Interrupts

    need_dask()
    use_adb_of_settings()
    there = parse(address, key)
    if listen and not is_loopback(listen) and there.key is None:
        raise SettingsError(f"--listen {listen}: without the farm's key this machine is only met at 127.0.0.1.")
    from farm.net import serve_host

    host = _host(name, lends, model, adapter)
    interrupts = Interrupts()
    stop: threading.Event = interrupts.cancel
    say(f"{host.name} lends {_count(host)}. Ctrl-C ends it; what is under way ends at its next safe point.")
    with interrupts.heeded():
        serve_host(there, host, stop=stop, listen=listen, said=say)
    say(f"{host.name} has left the farm.")


@command.command("status")
@click.option("--at", default="", metavar="ADDRESS", help="Of the farm, instead of the one that `farm up` keeps here.")
@click.option(
    "--tasks", default=10, show_default=True, type=click.IntRange(0, 1000), help="So many of each host's newest tasks."
)
@key_option
@click.option("--json", "as_json", is_flag=True)
def status_command(at: str = "", tasks: int = 10, key: Path | None = None, as_json: bool = False) -> None:
    """Who is in the farm, with which phones, and what was done on them; of a task whose end isn't known, what its host knows."""
    from farm.asking import ask, meet
    from ground.errors import ThumbwrightError
    from ui.commands.farm_run import farm_at

    with farm_at(at, key, embed=False) as net:
        meeting = meet(net)
        hosts: list[dict[str, Any]] = []
        for met in meeting.hosts:
            latest: list[dict[str, Any]] = []
            with contextlib.suppress(ThumbwrightError):
                latest = ask(net, met.name, "latest", {"limit": tasks})
            hosts.append({"host": met.name, "phones": met.phones, "tasks": latest})
    if as_json:
        print_json({"at": net.contact, "hosts": hosts, "refused": meeting.refused})
        return
    rows = [
        (
            f"{one['host']}/{p['serial']}",
            p["name"],
            ", ".join(p["tags"]),
            p["words"] if not p["ready"] else p["doing"] or "free",
        )
        for one in hosts
        for p in one["phones"]
    ]
    print_table(("phone", "name", "tags", "state"), rows)
    say(
        f"{len(hosts)} {'host' if len(hosts) == 1 else 'hosts'}, {len(rows)} {'phone' if len(rows) == 1 else 'phones'}."
    )
    for name, why in meeting.refused.items():
        say(f"{name} can't be used: {why}", fg="yellow")
    done = [
        (t["began"], f"{one['host']}/{t['serial']}", t["status"], t["answer"]) for one in hosts for t in one["tasks"]
    ]
    if done:
        click.echo()
        shown = [
            (
                f"{datetime.fromtimestamp(began):%m-%d %H:%M}",
                phone,
                status.replace("_", " "),
                answer.splitlines()[0] if answer else "",
            )
            for began, phone, status, answer in sorted(done, reverse=True)
        ]
        print_table(("began", "phone", "ended", "what"), shown)


@command.command("key")
@click.argument("file", default=None, required=False, type=click.Path(dir_okay=False, path_type=Path))
def key_command(file: Path | None) -> None:
    """Make the key that a farm's machines know one another by; FILE instead of its usual place. Copy it to each of them."""
    from farm.version import need_dask

    need_dask()
    from farm.key import make_key

    where = make_key(file)
    click.echo(str(where))
    say(
        "Copy this file to every machine of the farm, to the same place or for --key. Who has it can use all phones of the farm."
    )


def _host(name: str, lends: str, model: str, adapter: str) -> Host:
    """Raises SettingsError for an `--on` that means nothing; that no phone is there yet is no error."""
    from farm.doing import chosen_here
    from farm.host import Host
    from ground.errors import PhoneError

    with contextlib.suppress(PhoneError):
        chosen_here(lends)
    return Host(name=name, lends=lends, open_writer=_writer(model, adapter))


def _writer(model: str, adapter: str) -> OpenWriter:
    from thumbwright.use.opening import open_writer

    return lambda: open_writer(model=model, adapter=adapter)


def _count(host: Host) -> str:
    count = sum(one.ready for one in host.phones())
    return f"{count} {'phone' if count == 1 else 'phones'}"


def _until_told() -> None:
    from ui.interrupts import Interrupts

    interrupts = Interrupts()
    with interrupts.heeded():
        while not interrupts.cancel.wait(0.2):
            pass
