"""What a target on its way down is made of: shapes, rows, who may do what, errors, events, texts."""
