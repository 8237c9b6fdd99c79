"""The citizen's electronic store: records and papers, to find, download, check and use again."""
