"""``voc raw``."""

from dataclasses import asdict
from typing import Annotated

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.cli.console import print_json
from voc.errors import NotFoundError
from voc.types.feedback import FeedbackId

# Said wherever such texts come in or are counted.
KEPT = "Texts are kept unmasked, too, beside the masked ones: [privacy] keep_raw of voc.toml."


def raw(
    feedback_id: Annotated[str, typer.Argument(metavar="ID", help="As `voc issue` shows it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show one feedback as it was written, where [privacy] keep_raw kept it unmasked."""
    store = wiring.open_store(settings_module.load())
    try:
        known = store.get([FeedbackId(feedback_id)])
        kept = store.unmasked(FeedbackId(feedback_id))
    finally:
        store.close()
    if not known:
        raise NotFoundError(f"No feedback with the id '{feedback_id}' is stored.")
    if kept is None:
        raise NotFoundError(
            f"No unmasked text of {feedback_id} is kept: either nothing in it was masked, or "
            "[privacy] keep_raw was off when it was imported."
        )
    if as_json:
        print_json(asdict(kept))
        return
    for part in filter(None, (kept.title, kept.text)):
        typer.echo(part)
