"""The closed part of the journal as Parquet files, and which files those are.

Entries up to a journal position (the watermark) lie in files; what is after it is read from PostgreSQL. The two never
overlap and leave no gap, whatever the clocks do: only positions decide. PostgreSQL stays the truth; a file that is
missing, cut or altered is made again from it.
"""
