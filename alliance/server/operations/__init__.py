"""What operators need: health, metrics, tokens, rates, headers, logs."""
