"""Data to and from other systems: machine clients and what they may do, subscriptions, deliveries of events.

Does not own what is exchanged: it calls the operations and queries of the rooms below.
"""
