"""Registers to take away: form 07 by period, as a workbook or on paper."""
