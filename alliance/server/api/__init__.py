"""The JSON API: what the pages show as data, with its OpenAPI description."""
