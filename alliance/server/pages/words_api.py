"""Words of the page of the API."""

WORDS: dict[str, tuple[str, str]] = {
    "api_title": ("JSON API", "JSON 接口"),
    "api_description": ("The same as OpenAPI 3.1", "OpenAPI 3.1 描述"),
    "api_parameter": ("Parameter", "参数"),
    "api_values": ("Values", "取值"),
    "api_meaning": ("Meaning", "含义"),
    "api_required": ("required", "必填"),
}
"""Each text in English and Chinese, by the name that templates use."""
