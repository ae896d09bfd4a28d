"""The ledger: engines, the unit of work, event rows, handoffs and tenancy."""
