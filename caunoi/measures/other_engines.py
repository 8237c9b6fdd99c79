"""The same definitions on other engines than the program's own: PostgreSQL without files, Spark over the files.

Both run the expression of `compiling`, through Ibis, and give the cube that `engine.cube` gives. The program itself
uses neither: PostgreSQL reads every entry again, and Spark takes most of a minute to start. They are for
whoever has a cluster, and prove that a definition says the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
import pyarrow
from django.db import connection
from psycopg import sql

from caunoi.measures import compiling
from caunoi.measures.cubes import Counts, Cube
from caunoi.measures.lake import manifest, schema, storage
from caunoi.measures.rules.definition import Version

_POSTGRESQL = {"text": "text", "integer": "bigint", "boolean": "boolean", "date": "date", "timestamp": "timestamptz",
    "decimal": "numeric"}  # fmt: skip


def postgresql(version: Version, *, start: date, end: date, today: date, position: int) -> Cube:
    """Count over core_journal up to a position by one statement of PostgreSQL; every entry's JSON is read."""
    expression = _expression(version, start, end, today, position)
    with connection.cursor() as cursor:
        cursor.execute(statement(expression))
        rows = cursor.fetchall()
    table = pyarrow.Table.from_pylist(
        [dict(zip(expression.columns, row, strict=True)) for row in rows], schema=_arrow(expression)
    )
    return Cube(version, position=position, settled=position, counts=Counts(version, table))


def statement(expression: Any, *, journal: str = "core_journal") -> sql.Composed:
    """An expression over the lake's entries as SQL of PostgreSQL over a table shaped like the journal."""
    columns = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(_value(column), sql.Identifier(column.name)) for column in schema.columns()
    )
    figures = sql.SQL(", ").join(
        sql.SQL("{0}::{1} AS {0}").format(sql.Identifier(name), sql.SQL(_POSTGRESQL[_type(kind)]))
        for name, kind in expression.schema().items()
    )
    return sql.SQL(
        "WITH entries AS (SELECT {columns} FROM {journal}) SELECT {figures} FROM ({counted}) AS counted"
    ).format(
        columns=columns,
        journal=sql.Identifier(journal),
        figures=figures,
        counted=sql.SQL(ibis.to_sql(expression, dialect="postgres")),
    )


def spark(
    version: Version,
    session: Any,
    *,
    start: date,
    end: date,
    today: date,
    position: int | None = None,
    files: Sequence[str] = (),
) -> Cube:
    """Count over the lake's files (or those named) with Spark, up to a position (or to their end).

    `session`: a SparkSession that can read the paths; see `local_session`.
    """
    from ibis.backends.pyspark.datatypes import PySparkSchema

    con = ibis.pyspark.connect(session)
    paths = list(files) or [storage.absolute(part.path) for part in manifest.parts()]
    columns = PySparkSchema.from_ibis(ibis.schema(schema.ibis_schema()))
    entries = session.read.schema(columns).parquet(*paths) if paths else session.createDataFrame([], columns)
    entries.createOrReplaceTempView("entries")
    last = max((part.last for part in manifest.parts()), default=0) if position is None else position
    expression = _expression(version, start, end, today, last)
    table = con.to_pyarrow(expression).cast(_arrow(expression))
    return Cube(version, position=last, settled=last, counts=Counts(version, table))


def local_session(*, cores: str = "*", memory: str = "1g") -> Any:
    """Spark inside this process, heard on 127.0.0.1 only. Needs `pip install caunoi[spark]` and Java 17 or newer."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.driver.memory": memory,
        "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2", "spark.log.level": "ERROR",
    }  # fmt: skip
    builder = SparkSession.builder.master(f"local[{cores}]").appName("caunoi")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _expression(version: Version, start: date, end: date, today: date, position: int) -> Any:
    entries = compiling.entries()
    return compiling.compile_cases(version, entries.filter(entries.id <= position), start=start, end=end, today=today)


def _value(column: schema.Column) -> sql.Composable:
    """A column of the lake, from a row of the journal."""
    kind = sql.SQL(_POSTGRESQL[column.type])
    if not column.field:
        return sql.SQL("{}::{}").format(sql.Identifier(column.name), kind)
    text = sql.SQL("(data ->> {})").format(sql.Literal(column.field))
    if column.type == "text":
        return text
    value = sql.SQL("{}::{}").format(text, kind)
    if column.name == schema.column_name(column.field):
        return value
    # Events disagree on the type of this field: what is not of this column's type is null in it.
    return sql.SQL("CASE WHEN pg_input_is_valid({}, {}) THEN {} END").format(
        text, sql.Literal(_POSTGRESQL[column.type]), value
    )


def _type(kind: Any) -> str:
    return "text" if kind.is_string() else "integer" if kind.is_integer() else "decimal"


def _arrow(expression: Any) -> Any:
    kinds = {"text": pyarrow.string(), "integer": pyarrow.int64(), "decimal": pyarrow.decimal128(38, 10)}
    return pyarrow.schema([(name, kinds[_type(kind)]) for name, kind in expression.schema().items()])
