"""Long papers: sections, tables, plots as plain data, written as PDF (Typst) and as DOCX (python-docx)."""

from caunoi.documents.papers.model import Column, Paper, Part, Plot, Row, Section, Table, Text, parts
from caunoi.documents.papers.pdf import PAPER_SEAL, paper_pdf
from caunoi.documents.papers.word import paper_docx

__all__ = [
    "PAPER_SEAL",
    "Column",
    "Paper",
    "Part",
    "Plot",
    "Row",
    "Section",
    "Table",
    "Text",
    "paper_docx",
    "paper_pdf",
    "parts",
]
