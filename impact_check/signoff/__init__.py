"""Sign a report, keep the ledger of who signed what, and verify both."""
