"""Writes: one use case a file. Each checks the policy, the rules, changes rows and appends to the journal, at once."""

from caunoi.dossiers.operations.accept import accept
from caunoi.dossiers.operations.answer_supplement import answer_supplement
from caunoi.dossiers.operations.assign import assign
from caunoi.dossiers.operations.attach import attach, hand_in_paper, upload, upload_pages
from caunoi.dossiers.operations.bulk import assign_many, reassign_all, sign_many
from caunoi.dossiers.operations.change_draft import change_draft, delete_draft
from caunoi.dossiers.operations.consulting import answer_consultation, consult
from caunoi.dossiers.operations.correcting import revoke_result, start_correction
from caunoi.dossiers.operations.detach import detach
from caunoi.dossiers.operations.extend import extend
from caunoi.dossiers.operations.forward import forward
from caunoi.dossiers.operations.hand_over import hand_over
from caunoi.dossiers.operations.open_page import open_page, open_told
from caunoi.dossiers.operations.paying import begin_payment, open_payment
from caunoi.dossiers.operations.payments import record_payment, request_payment
from caunoi.dossiers.operations.rate import rate
from caunoi.dossiers.operations.receive_at_counter import receive_at_counter, receive_draft
from caunoi.dossiers.operations.record_look import record_look
from caunoi.dossiers.operations.refuse import refuse
from caunoi.dossiers.operations.remind import remind
from caunoi.dossiers.operations.reporting import keep_result, report_error
from caunoi.dossiers.operations.request_supplement import request_supplement
from caunoi.dossiers.operations.return_to_specialist import return_to_specialist
from caunoi.dossiers.operations.reuse import reuse_component, reuse_result
from caunoi.dossiers.operations.save_answers import save_answers
from caunoi.dossiers.operations.sign import sign
from caunoi.dossiers.operations.start_draft import start_draft, start_for
from caunoi.dossiers.operations.stopping import resume, stop
from caunoi.dossiers.operations.submit import submit
from caunoi.dossiers.operations.submit_for_signature import submit_for_signature
from caunoi.dossiers.operations.transfer import transfer
from caunoi.dossiers.operations.withdraw import withdraw

__all__ = [
    "accept",
    "answer_consultation",
    "answer_supplement",
    "assign",
    "assign_many",
    "attach",
    "begin_payment",
    "change_draft",
    "consult",
    "delete_draft",
    "detach",
    "extend",
    "forward",
    "hand_in_paper",
    "hand_over",
    "keep_result",
    "open_page",
    "open_payment",
    "open_told",
    "rate",
    "reassign_all",
    "receive_at_counter",
    "receive_draft",
    "record_look",
    "record_payment",
    "refuse",
    "remind",
    "report_error",
    "request_payment",
    "request_supplement",
    "resume",
    "return_to_specialist",
    "reuse_component",
    "reuse_result",
    "revoke_result",
    "save_answers",
    "sign",
    "sign_many",
    "start_correction",
    "start_draft",
    "start_for",
    "stop",
    "submit",
    "submit_for_signature",
    "transfer",
    "upload",
    "upload_pages",
    "withdraw",
]
