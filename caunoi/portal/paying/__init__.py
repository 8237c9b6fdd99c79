"""The applicant pays a dossier's fee: online, by transfer, or at the counter; and services tell of payments."""
