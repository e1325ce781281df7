"""One file a section. A section is a function of Material that computes blocks, never text.

To add one: write its file, put it in SECTIONS, name it in the three catalogues and in
docs/reports.md.
"""

from collections.abc import Callable

from voc.report.material import Material
from voc.report.sections.data import data
from voc.report.sections.defects import defects
from voc.report.sections.headline import headline
from voc.report.sections.media import media
from voc.report.sections.sources import sources
from voc.report.sections.topics import topics
from voc.report.sections.urgent import urgent
from voc.report.sections.voices import voices
from voc.report.sections.wishes import wishes
from voc.types.report import Section

# In reading order: what happened, what cannot wait, what to fix, what to make, then the detail.
SECTIONS: tuple[Callable[[Material], Section], ...] = (
    headline,
    urgent,
    defects,
    wishes,
    topics,
    sources,
    media,
    voices,
    data,
)
