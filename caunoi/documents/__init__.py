"""Files by SHA-256, printed forms (Typst), signed records (pyHanko).

Does not own which form belongs to which step: dossiers decides.
"""
