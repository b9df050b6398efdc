"""`thumbwright phones …`: phones that adb knows, and the demo phone."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from ui.groups import ListingGroup
from ui.printing import print_json, print_table, say


@click.group("phones", cls=ListingGroup)
def command() -> None:
    """Phones that adb knows, and the demo phone."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_command(as_json: bool) -> None:
    """Every phone adb knows, with its state in words."""
    from farm.tags import tags
    from phones.adb import list_phones, listed_twice
    from phones.listed_twice import same_phone
    from thumbwright.use.phone_names import names

    found, called, tagged = list_phones(), names(), tags()
    needless = listed_twice(found)
    if as_json:
        print_json(
            [
                {
                    "serial": p.serial,
                    "state": p.state,
                    "model": p.model,
                    "name": called.get(p.serial, ""),
                    "tags": tagged.get(p.serial, []),
                    "same_as": needless.get(p.serial, ""),
                }
                for p in found
            ]
        )
        return
    rows = [
        (
            *(p.serial, called.get(p.serial, ""), p.model, ", ".join(tagged.get(p.serial, []))),
            same_phone(needless, p.serial) or p.words,
        )
        for p in found
    ]
    print_table(("serial", "name", "model", "tags", "state"), rows)
    if not found:
        say("adb knows no phone. Plug one in with USB debugging on, or start the demo phone: thumbwright phones demo")


@command.command("connect")
@click.argument("address")
def connect_command(address: str) -> None:
    """Connect to a phone over Wi-Fi at HOST[:PORT]; where its port has changed, at the one it offers now."""
    from phones.wireless import connect_anyhow
    from thumbwright.use.phone_names import serial_of

    phone = connect_anyhow(serial_of(address))
    say(f"{phone.serial}: {phone.words}")


@command.command("pair")
@click.argument("address", default="")
@click.option("--code", default="", help="The six digits that the phone shows; asked for otherwise.")
@click.option(
    "--tcpip", is_flag=True, help="For Android 10 and older: the phone is on a cable now (ADDRESS: its serial)."
)
def pair_command(address: str, code: str, tcpip: bool) -> None:
    """Pair with a phone for wireless debugging: by QR code, or with ADDRESS and the code that the phone shows.

    On the phone: developer options, Wireless debugging; then “Pair device with QR code”, or “with pairing code” for ADDRESS.
    """
    from phones import adb, wireless
    from ui.qr import qr_lines

    if tcpip:
        serial = address or adb.choose(adb.list_phones()).serial
        phone = wireless.by_tcpip(serial)
        say(f"{phone.serial}: {phone.words}. You can unplug it; after a restart it has to be done again.")
        return
    if address:
        adb.pair(address, code or click.prompt("Code shown on the phone", err=True))
        host = address.rpartition(":")[0]
    else:
        ticket = wireless.new_ticket()
        say("On the phone: developer options, Wireless debugging, “Pair device with QR code”. Scan this:\n")
        for line in qr_lines(ticket.text):
            say("  " + click.style(line, fg="black", bg="bright_white"))
        say("\nWaiting for the phone … (Ctrl-C stops)")
        host = wireless.pair_by_ticket(ticket)
    say("Paired. Connecting …")
    phone = wireless.connect_host(host)
    say(f"{phone.serial}: {phone.words}. Give it a name: thumbwright phones rename {phone.serial} NAME")


@command.command("rename")
@click.argument("serial")
@click.argument("name", default="")
def rename_command(serial: str, name: str) -> None:
    """Call the phone SERIAL by a NAME, which -s takes, too; without NAME its name is taken away. It need not be connected, where
    it was before.
    """
    from ground.errors import SettingsError
    from thumbwright.use.phone_names import rename, serial_of
    from thumbwright.use.plugged import phone_plugin
    from ui.phone_care import known_phones

    found = serial_of(serial)
    known = known_phones(say)
    if found not in known and phone_plugin(found) is None:
        raise SettingsError(
            f"No phone {serial!r} was met yet, so it can't be called anything. Known: {', '.join(known[:8]) or 'none'}. "
            "Connect it first; those that are: thumbwright phones list"
        )
    rename(found, name)
    say(f"{serial} is called {name} from now on." if name else f"{serial} has no name any more.")


@command.command("tag")
@click.argument("serial")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--remove", is_flag=True, help="Take these tags off it instead.")
def tag_command(serial: str, names: tuple[str, ...], remove: bool) -> None:
    """Tag the phone SERIAL with NAMEs, so that several are meant at once: run --on tag:NAME. Without NAME: its tags."""
    from farm.tags import tag, tags, untag
    from thumbwright.use.phone_names import serial_of

    serial = serial_of(serial)
    now = (untag if remove else tag)(serial, names) if names else tags().get(serial, [])
    say(f"{serial} is tagged: {', '.join(now)}." if now else f"{serial} has no tags.")


@command.command("group")
@click.argument("name", default="")
@click.option("--json", "as_json", is_flag=True)
def group_command(name: str, as_json: bool) -> None:
    """The phones of every tag, or those that are tagged NAME; connected or not."""
    from farm.tags import groups
    from ground.errors import SettingsError

    found = groups()
    if name and name not in found:
        raise SettingsError(f"No phone is tagged {name!r}. Tags: {', '.join(found) or 'none yet'}.")
    shown = {name: found[name]} if name else found
    if as_json:
        print_json(shown)
        return
    print_table(("tag", "phones"), [(tag, ", ".join(serials)) for tag, serials in shown.items()])
    if not shown:
        say("No phone is tagged yet: thumbwright phones tag SERIAL NAME")


@command.command("clean")
@click.option("-s", "--serial", default="", metavar="SERIAL|demo")
def clean_command(serial: str) -> None:
    """Take everything off a phone that was put there, and give back its keyboard and accessibility services."""
    from ui.phone_care import clean_phone

    removed = clean_phone(serial)
    say(f"Removed: {', '.join(removed)}." if removed else "Nothing of ours was on it.")


@command.command("restart-server")
def restart_command() -> None:
    """End adb's server and start it again; phones on the network have to be connected anew."""
    from phones.wireless import restart_server

    restart_server()
    say("adb's server was started anew.")


@command.command("demo")
@click.option(
    "--app",
    "apps",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.py",
    help="Install this app file too.",
)
@click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep its data here instead of the usual place.",
)
@click.option("--reset", is_flag=True, help="Start with its data as new.")
@click.option("--realistic", is_flag=True, help="Take about as long over things as a phone does.")
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="NAME@N",
    help="What goes wrong, at the N-th act or call. Can be repeated; --fault list says what there is.",
)
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="TCP port; a free one by default.")
def demo_command(
    apps: tuple[Path, ...], state: Path | None, reset: bool, realistic: bool, faults: tuple[str, ...], port: int
) -> None:
    """Start the demo phone and connect adb to it, until Ctrl-C."""
    from demophone.faults.arming import read_spec
    from demophone.faults.listed import FAULTS
    from demophone.process import DemoPhoneProcess
    from phones.adb import connect

    if "list" in faults:
        print_table(("fault", "N counts", "what happens"), [(f.name, f"{f.counts}s", f.says) for f in FAULTS.values()])
        return
    for spec in faults:
        read_spec(spec)
    with DemoPhoneProcess(port=port, apps=apps, state=state, reset=reset, realistic=realistic, faults=faults) as demo:
        phone = connect(demo.address)
        say(f"The demo phone is {phone.serial}. Use it with: -s {phone.serial}. Ctrl-C ends it.")
        click.echo(phone.serial)
        with contextlib.suppress(KeyboardInterrupt):
            demo.process.wait()
    say("The demo phone has ended.")
