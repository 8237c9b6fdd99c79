"""Machines of other systems: registered, given scopes, closed; what they called, where they are told of events."""
