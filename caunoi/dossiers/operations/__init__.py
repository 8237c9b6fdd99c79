"""Writes: one use case a file. Each checks the policy, the rules, changes rows and appends to the journal, at once."""

from caunoi.dossiers.operations.accept import accept
from caunoi.dossiers.operations.assign import assign
from caunoi.dossiers.operations.attach import attach, hand_in_paper, upload, upload_pages
from caunoi.dossiers.operations.change_draft import change_draft, delete_draft
from caunoi.dossiers.operations.detach import detach
from caunoi.dossiers.operations.hand_over import hand_over
from caunoi.dossiers.operations.receive_at_counter import receive_at_counter, receive_draft
from caunoi.dossiers.operations.refuse import refuse
from caunoi.dossiers.operations.return_to_specialist import return_to_specialist
from caunoi.dossiers.operations.reuse import reuse_component, reuse_result
from caunoi.dossiers.operations.save_answers import save_answers
from caunoi.dossiers.operations.sign import sign
from caunoi.dossiers.operations.start_draft import start_draft, start_for
from caunoi.dossiers.operations.submit import submit
from caunoi.dossiers.operations.submit_for_signature import submit_for_signature

__all__ = [
    "accept",
    "assign",
    "attach",
    "change_draft",
    "delete_draft",
    "detach",
    "hand_in_paper",
    "hand_over",
    "receive_at_counter",
    "receive_draft",
    "refuse",
    "return_to_specialist",
    "reuse_component",
    "reuse_result",
    "save_answers",
    "sign",
    "start_draft",
    "start_for",
    "submit",
    "submit_for_signature",
    "upload",
    "upload_pages",
]
