"""`thumbwright phones …`: phones that adb knows, and the demo phone."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from ui.printing import print_json, print_table, say


@click.group("phones", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Phones that adb knows, and the demo phone."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_command)


@command.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_command(as_json: bool) -> None:
    """Every phone adb knows, with its state in words."""
    from phones.adb import list_phones

    found = list_phones()
    if as_json:
        print_json([{"serial": p.serial, "state": p.state, "model": p.model} for p in found])
        return
    print_table(("serial", "model", "state"), [(p.serial, p.model, p.words) for p in found])
    if not found:
        say("adb knows no phone. Plug one in with USB debugging on, or try the demo phone: -s demo")


@command.command("connect")
@click.argument("address")
def connect_command(address: str) -> None:
    """Connect to a phone over Wi-Fi at HOST[:PORT]."""
    from phones.adb import connect

    phone = connect(address)
    say(f"{phone.serial}: {phone.words}")


@command.command("demo")
@click.option(
    "--app",
    "apps",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE.py",
    help="Install this app file too.",
)
@click.option(
    "--state", type=click.Path(path_type=Path), metavar="DIR", help="Keep its data here instead of the usual place."
)
@click.option("--reset", is_flag=True, help="Start with its data as new.")
@click.option("--realistic", is_flag=True, help="Take about as long over things as a phone does.")
@click.option("--port", default=0, help="TCP port; a free one by default.")
def demo_command(apps: tuple[Path, ...], state: Path | None, reset: bool, realistic: bool, port: int) -> None:
    """Start the demo phone and connect adb to it, until Ctrl-C."""
    from demophone.process import DemoPhoneProcess
    from phones.adb import connect

    with DemoPhoneProcess(port=port, apps=apps, state=state, reset=reset, realistic=realistic) as demo:
        phone = connect(demo.address)
        say(f"The demo phone is {phone.serial}. Use it with: -s {phone.serial}. Ctrl-C ends it.")
        click.echo(phone.serial)
        with contextlib.suppress(KeyboardInterrupt):
            demo.process.wait()
    say("The demo phone has ended.")
