"""Reports and sections for programs: read-only."""
