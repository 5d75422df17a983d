"""The command line: one command, `meldpost`, whose parts load only when they are asked for."""

from __future__ import annotations

import importlib
import sys

import click

from config.errors import MeldpostError

COMMANDS = {
    "demo": "the whole job on embedded parts; nothing to install or configure",
    "run": "the scheduled worker: polls every mailbox, triages, answers",
    "parse": "what the parser makes of a message; stores nothing",
    "triage": "what triage makes of it, and the reply it would send; stores and sends nothing",
    "sla": "the deadlines of a ticket that arrives at a moment",
    "train": "trains the models from the corpus and the agents' corrections",
    "weights": "the versions that were trained: list, use, rollback",
    "evaluate": "precision, recall and F1 for each label of a labelled file",
    "check": "checks everything, and says what is wrong and how to mend it",
    "tickets": "the tickets that stand, with what was decided",
    "ticket": "close, reopen, pause, hand over, invoice, merge, split, link, undo",
    "addresses": "those that get no mail, because it came back: list, clear, mark",
    "view": "the HTML of a mail or an attachment, with what was found painted over",
    "preview": "what a mail says, with sample facts or those of a real ticket",
    "contacts": "who writes for which organisation: import a file, list, show, set-role",
    "organisations": "the organisations and their domains: list, show, set, remove",
    "correct": "puts right what was decided about a ticket, or confirms it",
    "drift": "whether the mail has changed since the models learned",
    "quarantine": "mails that could not be read: list, show, retry, drop",
    "vault": "the originals of mails: open one (with a role and a reason), list, key, rotate",
    "retention": "how long things are kept: plan, apply",
    "forget": "erases one person, proves it by search, says what it cannot reach",
    "export": "what is stored of one person, for that person, as a folder",
    "hold": "legal holds, which nothing expires or is erased under: add, list, lift",
    "report": "the privacy report of a period: HTML, PDF, CSV or JSON; a letter to an organisation",
    "audit": "who saw, changed, erased what, when and why: list, verify, head",
    "authorize": "lets us into a mailbox that wants a person's consent (OAuth2 device code)",
    "db": "the database: upgrade",
}


class LazyGroup(click.Group):
    """Knows the names and the purpose of its commands, and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"worker.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="meldpost", message="%(prog)s %(version)s")
def meldpost() -> None:
    """Turns support mail into the ticket it should have been.

    Begin with `meldpost demo`. Each command has --help. Exit status: 0 success, 1 something
    failed, 2 wrong usage.
    """


def main() -> None:
    """Run the command; every error that we foresee is one clear line on standard error."""
    sys.exit(_run())


def _run() -> int:
    try:
        meldpost(prog_name="meldpost", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:  # wrong usage says 2, whatever else 1
        _complain(f"{error.format_message()}{_hint(error)}")
        return error.exit_code
    except MeldpostError as error:
        _complain(str(error))
        return 1
    except (click.Abort, KeyboardInterrupt):
        return 130
    except click.exceptions.Exit as done:
        return done.exit_code
    except BrokenPipeError:  # the reader went away (`| head`): nothing is left to say
        sys.stdout = None
        return 1
    return 0


def _complain(problem: str) -> None:
    click.echo(f"meldpost: {' '.join(problem.split())}", err=True)


def _hint(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f" (see `{context.command_path} --help`)" if context else ""


if __name__ == "__main__":
    main()
