"""Words of the pages of named queries and of the workbench."""

WORDS: dict[str, tuple[str, str]] = {
    "workbench": ("SPARQL workbench", "SPARQL 工作台"),
    "workbench_script": (
        "The workbench needs scripts. The catalogue of queries is at",
        "工作台需要脚本。查询目录见",
    ),
    "query_open": ("Open in the workbench", "在工作台中打开"),
    "query_parameters": ("Parameters", "参数"),
    "query_none": ("This query takes no parameters.", "此查询没有参数。"),
    "query_text": ("SPARQL", "SPARQL"),
    "query_text_note": (
        "It runs as it stands, with the values of the example.",
        "可按原样运行，参数取示例值。",
    ),
    "query_name": ("Name", "名称"),
    "query_type": ("Value", "取值"),
    "query_default": ("Otherwise", "缺省"),
    "query_example": ("Example", "示例"),
    "query_required": ("required", "必填"),
    "query_help": ("Meaning", "含义"),
    "query_question": ("Question", "问题"),
}
"""Each text in English and Chinese, by the name that templates use."""
