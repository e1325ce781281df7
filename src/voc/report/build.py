"""Puts a report together from its sections."""

from voc.report.canonical import report_id
from voc.report.material import Material
from voc.report.sections import SECTIONS
from voc.types.report import Report


def build(material: Material, recipe_id: str, zone: str, product: str | None) -> Report:
    """The report of ``material``, which holds rows of ``product`` only, or of all where None.

    Same material, same report. The caller checks it with voc.report.verify before it is kept.
    """
    sections = tuple(section(material) for section in SECTIONS)
    return Report(
        id=report_id(material.period, product, zone, recipe_id, sections),
        period=material.period,
        product=product,
        zone=zone,
        recipe_id=recipe_id,
        sections=sections,
    )
