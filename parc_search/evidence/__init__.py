"""Evidence that leaves the building: the audit record as a Merkle log, checkpoints, proofs, a witness and extracts."""
