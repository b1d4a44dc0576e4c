"""The reference map of the French campus des métiers et des qualifications."""
