"""``voc train``: for those who make models."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.bootstrap import assets, wiring
from voc.bootstrap.settings import cores
from voc.cli.console import print_json, stderr

if TYPE_CHECKING:
    from voc.training.corpus import Corpus
    from voc.training.sets import OwnTexts

app = typer.Typer(
    no_args_is_help=True,
    help="Train the models that ship: student, encoder, and what joins the two.",
)

Data = Annotated[Path, typer.Option(help="Folder of labelled sets.", exists=True, file_okay=False)]
Out = Annotated[Path, typer.Option(help="Folder the model is written to.")]


@app.command()
def student(
    data: Data,
    out: Out,
    taught_by: Annotated[
        Path | None,
        typer.Option(help="A calibrated encoder, with its student beside it, to learn from."),
    ] = None,
) -> None:
    """Fit the fast linear model. Takes 10 to 20 minutes."""
    from voc.training.student import train
    from voc.training.teaching import Teacher

    report = train(
        data, out, own=own_texts(), reader=wiring.training_reader(),
        teacher=Teacher.load(taught_by, cores()) if taught_by else None, progress=stderr.print,
    )  # fmt: skip
    print_json(asdict(report))


@app.command()
def encoder(
    data: Data,
    out: Out,
    checkpoints: Annotated[
        Path, typer.Option(help="Where an interrupted run goes on from; a gigabyte.")
    ],
    start: Annotated[
        Path | None, typer.Option(help="Train on from this model instead of the base.")
    ] = None,
    layers: Annotated[
        int, typer.Option(min=1, max=12, help="The first so many of the twelve.")
    ] = 12,
    epochs: Annotated[int, typer.Option(min=1)] = 2,
    frozen: Annotated[
        int, typer.Option(min=0, help="So many of the lowest layers stay as they are: faster.")
    ] = 0,
    rate: Annotated[float, typer.Option(help="Highest learning rate of the layers.")] = 1e-4,
) -> None:
    """Fine-tune the encoder, on a GPU where there is one. Needs voc[models].

    An epoch takes about half an hour on two cores with AVX-512 BF16, two hours without.
    """
    from voc.ml import encoder_files
    from voc.training.base_encoder import BaseEncoder
    from voc.training.encoder.export import export
    from voc.training.encoder.fitting import Schedule
    from voc.training.encoder.training import from_base, from_model, train_encoder
    from voc.training.word_corpus import spelled_texts

    base = BaseEncoder.installed()
    corpus = _corpus(data)
    texts = [document.text for _, document in corpus.training]
    reader = wiring.training_reader()
    begun = (
        from_model(base, encoder_files.load(start), layers)
        if start
        else from_base(base, [*texts, *spelled_texts(data, reader)], layers)
    )
    trained = train_encoder(
        begun, corpus, base, schedule=Schedule(epochs=epochs, peak_rate=rate, frozen=frozen),
        checkpoints=checkpoints, progress=stderr.print,
    )  # fmt: skip
    print_json({"model": encoder_files.save(export(trained), out)})


@app.command()
def clauses(
    data: Data,
    out: Out,
    beside: Annotated[
        Path, typer.Option(help="The encoder whose words it shares.", exists=True, file_okay=False)
    ],
    checkpoints: Annotated[
        Path, typer.Option(help="Where an interrupted run goes on from; 100 megabytes.")
    ],
    steps: Annotated[int, typer.Option(min=1)] = 350,
) -> None:
    """Train the encoder that groups complaints and wishes. Needs voc[models].

    The 350 steps take about 20 minutes on one core with AVX-512.
    """
    from voc.ml import clause_encoder, encoder_files
    from voc.training.base_encoder import BaseEncoder
    from voc.training.clauses.material import read_material
    from voc.training.clauses.training import Schedule, train_clauses

    told = assets.folder("training") / "problems.jsonl"
    model = train_clauses(
        BaseEncoder.installed(), encoder_files.load(beside),
        read_material(told, data, wiring.training_reader()),
        schedule=Schedule(steps=steps), checkpoints=checkpoints, progress=stderr.print,
    )  # fmt: skip
    print_json({"model": clause_encoder.save(model, out)})


@app.command()
def calibrate(
    data: Data,
    student_folder: Annotated[Path, typer.Option("--student", exists=True)],
    encoder_folder: Annotated[Path, typer.Option("--encoder", exists=True)],
) -> None:
    """Join a student and an encoder: rewrites what turns their scores into probabilities."""
    from voc.training.joining import join

    corpus = _corpus(data)
    print_json({"model": join(student_folder, encoder_folder, corpus.unseen, corpus.dev)})


def own_texts() -> "OwnTexts":
    """Our own sentences, and our labels of texts of the shared sets."""
    from voc.training.sets import OwnTexts

    return OwnTexts(assets.folder("training"), assets.folder("eval") / "labels")


def _corpus(data: Path) -> "Corpus":
    from voc.training.corpus import load_corpus

    reader = wiring.training_reader()
    return load_corpus(data, own_texts(), reader, stderr.print)
