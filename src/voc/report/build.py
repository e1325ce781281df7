"""Puts a report together from its sections."""

from dataclasses import replace

from voc.report.canonical import id_of
from voc.report.cards import issue_movements
from voc.report.claims import claimed
from voc.report.material import Material
from voc.report.recipes import compared
from voc.report.sections import SECTIONS
from voc.report.summary import summary
from voc.types.report import Report, Section
from voc.types.taxonomy import TopicName


def build(material: Material, zone: str, product: str | None) -> Report:
    """The report of ``material``, which holds rows of ``product`` only, or of all where None.

    Same material, same report. The caller checks it with voc.report.verify before it is kept.
    """
    report = Report(
        id="",
        period=material.period,
        product=product,
        zone=zone,
        recipe_ids=tuple(shares.recipe_id for shares in compared(material)),
        sections=_sections(material),
        topic_names=_names_spoken_of(material),
    )
    return replace(report, id=id_of(report))


def _sections(material: Material) -> tuple[Section, ...]:
    """What each says alone, then what holds among all that is tested, then that in sentences."""
    raw = [section(material) for section in SECTIONS]
    headline, *others = claimed(raw, issue_movements(material))
    told = (*summary(material, (headline, *others)), *headline.blocks)
    return replace(headline, blocks=told), *others


def _names_spoken_of(material: Material) -> tuple[TopicName, ...]:
    """Those alone, so that a topic added but never read changes no report."""
    spoken = {opinion.topic for opinion in material.opinions}
    spoken |= {issue.topic for issue in material.issues.values()}
    return tuple(name for name in material.topic_names if name.topic in spoken)
