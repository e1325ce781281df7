"""What of a document features are counted in."""

from voc.ml.ngram_features import Piece
from voc.types.document import Clause, Document


def text_piece(document: Document) -> Piece:
    return Piece(document.text, tuple(clause.tokens for clause in document.clauses))


def clause_piece(clause: Clause) -> Piece:
    return Piece(clause.text, (clause.tokens,))
