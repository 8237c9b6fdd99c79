"""A definition compiled to one Ibis expression: plain filtered sums that DuckDB, PostgreSQL and Spark all run."""
