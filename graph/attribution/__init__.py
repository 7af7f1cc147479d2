"""Where a score comes from: what each statement contributes to it, and how far it may be trusted."""
