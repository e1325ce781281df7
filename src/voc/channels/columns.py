"""Gives each row's cells by field, whatever its columns are called."""

from collections.abc import Mapping, Sequence

from voc.channels.aliases import Aliases
from voc.channels.headers import assign, resolve
from voc.channels.tables.table import Cell, Row

# Shapes of rows remembered; only JSON lines have more than one.
_SHAPES = 1_000


class Columns:
    """The columns of one table, resolved once a shape of row.

    JSON lines leave keys out and bring new ones, so a row is read by the keys it has.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[str],
        aliases: Aliases,
        mapping: Mapping[str, str],
        required: Sequence[str],
    ) -> None:
        """Raises InputError as voc.channels.headers.resolve does."""
        by_field = resolve(name, columns, aliases, mapping, required)
        self._aliases = aliases
        self._chosen = {field: by_field.get(field, "") for field in mapping}
        self._by_shape = {tuple(columns): by_field}

    def cells_of(self, row: Row) -> dict[str, Cell]:
        """The row's cells by field; a field without a column is left out."""
        shape = tuple(row.cells)
        by_field = self._by_shape.get(shape)
        if by_field is None:
            if len(self._by_shape) >= _SHAPES:
                self._by_shape.clear()
            by_field = assign(shape, self._aliases, self._chosen)
            self._by_shape[shape] = by_field
        return {field: row.cells[column] for field, column in by_field.items()}
