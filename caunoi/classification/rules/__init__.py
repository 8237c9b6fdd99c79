"""Criteria trees and grades. Pure: no Django, no clock, no database."""
