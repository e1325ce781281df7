"""``voc eval``: for those who make models."""

import platform
import tomllib
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.bootstrap import assets, readers, recipe, wiring
from voc.bootstrap import settings as settings_module
from voc.bootstrap.settings import cores
from voc.cli.console import now, print_json, stderr
from voc.errors import InputError
from voc.types.opinion import Profile

if TYPE_CHECKING:
    from voc.training.harness.record import Origin
    from voc.training.harness.tasks import Models, Scope
    from voc.training.harness.verdict import Outcome


class Split(StrEnum):
    DEV = "dev"
    TEST = "test"


def evaluate(
    data: Annotated[
        Path | None, typer.Option(help="Folder of labelled sets. Default: VOC_EVAL_DATA.")
    ] = None,
    split: Annotated[Split, typer.Option(help="test only once a model is final.")] = Split.DEV,
    profile: Annotated[
        list[Profile] | None, typer.Option(help="Who is measured; repeatable. Default: all.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="Write the record here, and its tables beside it as .md."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record, not tables.")] = False,
) -> None:
    """Measure the shipped models on held-out splits beside baselines fitted in the same run."""
    from voc.training.harness.markdown import page
    from voc.training.harness.record import record_of, write_record

    found, origin = _measure(data, split, tuple(profile or Profile))
    record, tables = record_of(found, origin), page(found, origin)
    if out is not None:
        write_record(out, record)
        out.with_suffix(".md").write_text(tables, encoding="utf-8", newline="\n")
    if as_json:
        print_json(record)
    else:
        typer.echo(tables)
    if not found.is_kept:
        raise typer.Exit(1)


def _measure(
    data: Path | None, split: Split, profiles: Sequence[Profile]
) -> tuple["Outcome", "Origin"]:
    from voc.training.harness.baselines import installed_baselines
    from voc.training.harness.measuring import evaluate as measure
    from voc.training.harness.plan import judged_sets
    from voc.training.harness.tasks import Scope
    from voc.training.harness.verdict import lines_of, outcome

    settings = settings_module.load()
    folder = data or settings.environment.eval_data
    if not folder.is_dir():
        raise InputError(f"There are no labelled sets in {folder}. Set VOC_EVAL_DATA or --data.")
    tables = assets.folder("eval")
    scope = Scope(
        models=_models(profiles),
        data=folder,
        tables=tables,
        split=split.value,
        prepare=wiring.training_reader().document,
    )
    baselines = installed_baselines(settings.cache / "baselines")
    floors = tomllib.loads((tables / "floors.toml").read_text(encoding="utf-8"))
    evaluation = measure(judged_sets(scope), split.value, baselines, stderr.print)
    found = outcome(evaluation, lines_of(floors))
    return found, _origin(scope, found)


def _models(profiles: Sequence[Profile]) -> "Models":
    """What ships, whatever encoder or topics of their own people have set."""
    from voc.training.encoder.cars import CarReader
    from voc.training.harness.tasks import Models

    measured = {one: readers.classifier(recipe.current(one), cores()) for one in profiles}
    if set(profiles) == {Profile.FAST}:
        return Models(readers=measured)
    encoder = readers.shipped_encoder(cores())
    cars = CarReader(readers.shipped_student(), encoder)
    return Models(readers=measured, targets=encoder, cars=cars)


def _origin(scope: "Scope", found: "Outcome") -> "Origin":
    from voc.training.harness.digests import code_digest, data_digests, weights_digests
    from voc.training.harness.record import Origin

    current = recipe.current(Profile.STANDARD)
    folders = [recipe.folder_of(name) for name in (current.model, current.encoder)]
    return Origin(
        date=now().date(),
        machine=f"{platform.machine()}, {cores()} cores",
        models={profile: reader.name for profile, reader in scope.models.readers.items()},
        settings=asdict(current),
        weights=weights_digests(folders),
        data=data_digests(scope.data, found.evaluation.passes),
        code=code_digest(),
    )
