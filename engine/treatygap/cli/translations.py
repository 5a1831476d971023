"""Say how much is translated, and bring catalogues up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

    from treatygap.reporting.catalogues import Coverage


@click.command("translations")
@click.option("--update", is_flag=True, help="Bring templates and catalogues up to date first.")
def command(*, update: bool) -> None:
    """Say how much of the reports and the rulesets each language has translated.

    \b
    Example:
      treatygap translations
    """
    from treatygap.reporting import catalogues
    from treatygap.reporting.messages import collected

    langs = catalogues.languages()
    for domain, texts in collected().items():
        template = catalogues.template(texts)
        if update:
            _update(domain, template)
        done = {lang: catalogues.coverage(template, lang, domain) for lang in langs}
        said = [f"{lang} {_counted(item)}" for lang, item in done.items()]
        click.echo(f"{domain}, {len(texts)} texts: {', '.join(said)}")


def _counted(item: Coverage) -> str:
    return f"{item.translated} (+{item.fuzzy} fuzzy)" if item.fuzzy else str(item.translated)


def _update(domain: str, template: Catalog) -> None:
    from treatygap.reporting import catalogues
    from treatygap.store import write_file

    home = catalogues.folder(domain)
    write_file(home / f"{domain}.pot", catalogues.dumped(template))
    for file in sorted(home.glob(f"*/{domain}.po")):
        write_file(file, catalogues.updated(template, file))
