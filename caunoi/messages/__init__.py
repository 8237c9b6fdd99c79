"""Notices to people: kept to be read on the pages, and sent by e-mail, text message or a messenger.

Owns: templates (registered by the rooms that know the words), notices, their deliveries, the channels that carry them.
Does not own: what is worth telling, and to whom; rooms above decide that, reading the journal.
"""
