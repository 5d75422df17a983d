"""`meldpost preview`: what a mail says, with sample facts or those of a real ticket."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import config_option, preset_of, preset_option, settings_of

if TYPE_CHECKING:
    from config.preset import Preset
    from config.settings import Settings
    from notify.reply import Reply

LANGUAGES = ("nl", "fr", "en", "de")


@click.command()
@click.argument("mail", metavar="[MAIL]", required=False)
@click.option(
    "--language", type=click.Choice(LANGUAGES), help="[default: that of the ticket, or the desk]"
)
@click.option(
    "--ticket", "number", metavar="NUMBER", help="with the facts of this ticket, redacted"
)
@click.option(
    "--html",
    "html_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="write the HTML part into a file",
)
@click.option("--text", "as_text", is_flag=True, help="the text part alone, without the subject")
@click.option("--list", "listing", is_flag=True, help="the names of all mails")
@click.option("--all", "everything", is_flag=True, help="every mail, in every language")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="where --all writes: a text file for each desk and language, and gallery.html",
)
@preset_option
@config_option
def command(
    mail: str | None,
    language: str | None,
    number: str | None,
    html_file: Path | None,
    as_text: bool,
    listing: bool,
    everything: bool,
    out: Path | None,
    preset_name: str | None,
    config_file: Path | None,
) -> None:
    """What MAIL says, as it would leave: closed, price, incomplete … (--list names them all).

    Sends nothing. All facts are invented, unless a --ticket is given.
    """
    settings = settings_of(config_file)
    if everything:
        if out is None:
            raise click.UsageError("--all needs --out FOLDER")
        _write_all(settings, preset_name, out)
    elif listing:
        _list()
    elif mail is None:
        raise click.UsageError("name a MAIL; --list names them all")
    else:
        reply = _written(settings, mail, preset_name, language, number)
        if html_file is not None:
            html_file.write_text(reply.html, encoding="utf-8")
            click.echo(f"{html_file}: {reply.template}, {reply.language}")
        elif as_text:
            click.echo(reply.text, nl=False)
        else:
            click.echo(f"{reply.subject}\n\n{reply.text}", nl=False)


def _list() -> None:
    from notify.samples import for_the_desk, samples

    for name in samples():
        click.echo(f"{name:<32}{'for the desk' if name in for_the_desk() else ''}".rstrip())


def _written(
    settings: Settings, mail: str, preset_name: str | None, language: str | None, number: str | None
) -> Reply:
    from notify.letter import written
    from notify.samples import samples
    from notify.samples.scene import Scene
    from notify.voice import Voice

    make = samples().get(mail)
    if make is None:
        raise click.BadParameter(f"there is no mail {mail!r}; --list names them all")
    if number is not None:
        from worker.tickets.preview import scene_of

        scene = scene_of(settings, number.upper(), language)
    else:
        preset = preset_of(settings, preset_name)
        scene = Scene(preset, Voice.of(preset, language or preset.language).language)
    return written(make(scene))


def _write_all(settings: Settings, preset_name: str | None, folder: Path) -> None:
    from config import preset as presets
    from notify.gallery import as_page, as_text
    from notify.voice import LANGUAGES as OURS

    names = [preset_name] if preset_name else presets.names(settings.preset_dirs)
    chosen: list[Preset] = [presets.load(name, settings.preset_dirs) for name in names]
    folder.mkdir(parents=True, exist_ok=True)
    for preset in chosen:
        for language in OURS:
            path = folder / f"{preset.name}.{language}.txt"
            path.write_text(as_text(preset, language), encoding="utf-8")
            click.echo(str(path))
    gallery = folder / "gallery.html"
    gallery.write_text(as_page(chosen), encoding="utf-8")
    click.echo(str(gallery))
