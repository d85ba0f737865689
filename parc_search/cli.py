"""The command line: the commands in one group, and one plain line for whatever goes wrong.

Exit codes: 0 good, 1 a problem explained, 2 wrong usage, 3 a batch in which some items failed.
"""

import os
import sys
import traceback
from collections.abc import Sequence

import click

from ingest.errors import ParcError, UsageError
from ingest.file_names import is_text, printable
from parc_search import messages
from parc_search.commands.asking import ask, search
from parc_search.commands.auditing import audit
from parc_search.commands.backups import backup, restore
from parc_search.commands.checks import doctor, repair, verify
from parc_search.commands.documents import ingest, remove, show, sources
from parc_search.commands.evidencing import witness
from parc_search.commands.registers import references, targets, tasks
from parc_search.commands.repairing import repair_store
from parc_search.commands.rereading import reread

EXIT_PROBLEM = 1
EXIT_USAGE = 2
DEBUG_VARIABLE = "PARC_DEBUG"


@click.group(
    help=messages.HELP_MAIN, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120}
)
def cli() -> None:
    """All commands."""


_COMMANDS = (
    ask, search, tasks, targets, references, sources, show, ingest, reread, remove, repair, audit, witness, verify,
    doctor, repair_store, backup, restore,
)  # fmt: skip
for command in _COMMANDS:
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and leaves the process with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """The exit code of one call; every problem is one line on stderr."""
    if arguments[:1] != ["ingest"] and not all(map(is_text, arguments)):  # a file's name is named as such
        return _told(messages.NOT_TEXT, EXIT_PROBLEM)
    try:
        result = cli.main(args=list(arguments), prog_name="parc-search", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        return _told(messages.ABORTED, EXIT_PROBLEM)
    except click.UsageError as error:
        return _told(f"{usage_line(error)} {_help_line(error)}", EXIT_USAGE)
    except click.ClickException as error:
        return _told(error.format_message(), EXIT_PROBLEM)
    except UsageError as error:
        return _told(str(error), EXIT_USAGE)
    except ParcError as error:
        return _told(str(error), EXIT_PROBLEM)
    except BrokenPipeError:
        # The reader of the pipe (head, less) has left; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PROBLEM
    except Exception as error:
        # The outer edge: a fault of ours is told in one line too, and shown in full to whoever asks for it.
        if os.environ.get(DEBUG_VARIABLE):
            traceback.print_exc()
        why = " ".join(str(error).split())[:200]
        return _told(messages.UNEXPECTED.format(kind=type(error).__name__, why=why), EXIT_PROBLEM)
    return result if isinstance(result, int) else 0


def usage_line(error: click.UsageError) -> str:
    """What is wrong with the call, in Vietnamese."""
    name = ""
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[0] if error.param.param_type_name == "option" else error.param.human_readable_name
    if isinstance(error, click.NoSuchOption):
        return messages.USAGE_NO_OPTION.format(name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return messages.USAGE_MISSING.format(name=name)
    if isinstance(error, click.BadParameter):
        return messages.USAGE_BAD.format(name=name, why=error.message)
    if error.ctx is not None and error.ctx.command is cli and "No such command" in error.message:
        asked = error.message.split("'")[1] if "'" in error.message else ""
        return messages.USAGE_NO_COMMAND.format(name=asked, known=", ".join(cli.commands))
    return (
        error.message
        if error.message in (messages.ASK_USAGE, messages.REPAIR_USAGE)
        else messages.USAGE_OTHER.format(why=error.message)
    )


def _help_line(error: click.UsageError) -> str:
    return messages.USAGE_HELP.format(command=error.ctx.command_path if error.ctx else "parc-search")


def _told(line: str, code: int) -> int:
    sys.stderr.write(printable(line) + "\n")
    return code
