"""Read the published file, and nothing else."""
