"""What every other room stands on.

Owns: who acts (`actor`), what time it is (`clock`), identifiers (`ids`), half-open periods (`periods`), plain
references (`subjects`), errors people can read (`errors`), the journal of everything that happens (`journal`),
and background jobs (`jobs`).

Does not own: any word of the field (units, people, procedures, dossiers).
"""
