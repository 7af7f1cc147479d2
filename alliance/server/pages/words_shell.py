"""Words of the frame that every page has."""

WORDS: dict[str, tuple[str, str]] = {
    "site": ("Smart-car alliances", "智能汽车联盟"),
    "skip": ("Skip to the content", "跳到正文"),
    "find": ("Find", "查找"),
    "find_hint": ("Company, brand, person … any name", "公司、品牌、人物……任何名称"),
    "nav_query": ("SPARQL", "SPARQL"),
    "nav_explore": ("Explorer", "图谱"),
    "nav_entities": ("Entities", "实体"),
    "nav_matrix": ("Roles", "角色"),
    "nav_timeline": ("Timelines", "时间线"),
    "nav_diff": ("Changes", "变化"),
    "nav_conflicts": ("Contradictions", "矛盾"),
    "nav_sources": ("Sources", "来源"),
    "other_language": ("中文", "English"),
    "day": ("As of", "截至"),
    "day_hint": ("2025, 2025-07 or 2025-07-09", "2025、2025-07 或 2025-07-09"),
    "known": ("As known by", "当时所知"),
    "apply": ("Show", "显示"),
    "whole_time": ("any day", "不限日期"),
    "data": ("This page as data", "本页数据"),
    "version": ("Version of the data", "数据版本"),
    "near": ("Did you mean", "您是不是要找"),
    "back": ("Back to the start", "返回首页"),
}
"""Each text in English and Chinese, by the name that templates use."""
