"""Writes: open_round, freeze, save, attach, detach, submit, remark, return_report, accept, reopen, chase."""
