"""The catalogue as figures and as spreadsheets: the burden of complying, export to XLSX, import with a preview."""
