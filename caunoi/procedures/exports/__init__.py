"""The catalogue for machines: CPSV-AP 3.2 as Turtle and JSON-LD, and what changed as an Atom feed. Public."""

from caunoi.procedures.exports.changes import changes_feed, feed_etag
from caunoi.procedures.exports.documents import FORMATS, Document, catalogue_document, etag_of, procedure_document

__all__ = ["FORMATS", "Document", "catalogue_document", "changes_feed", "etag_of", "feed_etag", "procedure_document"]
