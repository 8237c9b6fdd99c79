"""Fees paid: orders, attempts at payment services, cash at the counter, refunds, reconciliation.

Does not own how much is due (procedures) nor what a payment means for what it is about (a handler of the room above).
"""
