// What the workbench says, in English and Chinese.

export const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";

const WORDS = {
  catalogue: ["Questions", "问题目录"],
  catalogue_find: ["Find a question", "查找问题"],
  catalogue_none: ["No question has these words.", "没有包含这些词的问题。"],
  catalogue_count: ["{n} questions", "{n} 个问题"],
  back: ["All questions", "全部问题"],
  about: ["About this query", "关于此查询"],
  fill: ["Show", "显示结果"],
  any: ["any", "不限"],
  required: ["required", "必填"],
  date_hint: ["2025, 2025-07, 2025-07-09 or latest", "2025、2025-07、2025-07-09 或 latest"],
  entity_hint: ["any name", "任意名称"],
  editor: ["SPARQL query", "SPARQL 查询"],
  run: ["Run", "运行"],
  stop: ["Stop", "停止"],
  complete_key: ["Ctrl-Space completes: prefixes, classes, properties, names", "Ctrl-Space 补全：前缀、类、属性、名称"],
  as_of: ["As of", "截至"],
  known_by: ["Known by", "当时所知"],
  day_any: ["any day", "不限日期"],
  link: ["Copy link", "复制链接"],
  copied: ["Copied", "已复制"],
  code: ["Code", "代码"],
  code_title: ["Code for this query", "此查询的代码"],
  copy: ["Copy", "复制"],
  close: ["Close", "关闭"],
  download: ["Download", "下载"],
  download_title: ["Download the answer straight from the endpoint", "直接从端点下载结果"],
  tab: ["Query", "查询"],
  tab_add: ["New tab", "新标签页"],
  tab_close: ["Close tab", "关闭标签页"],
  table: ["Table", "表格"],
  chart: ["Chart", "图表"],
  timeline: ["Timeline", "时间轴"],
  picture: ["Graph", "关系图"],
  response: ["Raw", "原文"],
  response_more: ["The first {n} of {all} characters; download the answer for all.", "前 {n} 个字符，共 {all} 个；完整结果请下载。"],
  truth: ["Answer", "回答"],
  show_as: ["Show the answer as {what}", "结果显示为{what}"],
  yes: ["Yes", "是"],
  no: ["No", "否"],
  rows: ["{n} rows", "{n} 行"],
  row: ["1 row", "1 行"],
  triples: ["{n} triples", "{n} 个三元组"],
  took: ["{n} in {s} s", "{n}，{s} 秒"],
  no_rows: ["No rows: nothing in the graph fits this query.", "没有结果：图谱中没有符合此查询的内容。"],
  filter: ["Filter the rows", "筛选行"],
  filtered: ["{n} of {all} rows", "{n} / {all} 行"],
  page: ["Rows {from}–{to} of {all}", "第 {from}–{to} 行，共 {all} 行"],
  before: ["Earlier rows", "上一页"],
  after: ["Later rows", "下一页"],
  sort: ["Sort by {what}", "按 {what} 排序"],
  certain: ["certain", "确定"],
  possible: ["possible", "可能"],
  chart_lines: ["Lines", "折线"],
  chart_by: ["By", "类别"],
  chart_value: ["Value", "数值"],
  chart_more: ["The first {n} of {all} are drawn.", "仅绘制前 {n} 个，共 {all} 个。"],
  chart_alt: ["{value} by {by}: {n} values", "按{by}的{value}：{n} 个值"],
  timeline_from: ["From", "起"],
  timeline_until: ["Until", "止"],
  timeline_label: ["Label", "标签"],
  timeline_none: ["none", "无"],
  timeline_alt: ["{n} rows over time, from {from} to {to}", "{n} 行的时间分布，自 {from} 至 {to}"],
  picture_alt: ["{n} things and {m} ties", "{n} 个事物，{m} 条关系"],
  picture_more: [
    "The {n} things with most ties of {all} are drawn.",
    "共 {all} 个事物，仅绘制关系最多的 {n} 个。",
  ],
  picture_only: ["Every arrow is {what}.", "所有箭头均为 {what}。"],
  picture_whole: ["Whole picture", "显示全图"],
  nearer: ["Nearer", "放大"],
  farther: ["Farther", "缩小"],
  error: ["The endpoint says", "端点提示"],
  error_lost: ["The server cannot be reached. Is it still running?", "无法连接服务器。它是否仍在运行？"],
  error_stopped: ["Stopped.", "已停止。"],
  loading: ["Loading …", "正在加载……"],
  waiting: ["Running …", "正在运行……"],
};

const NAMES = {
  affair: "事件", after: "晚于", alliance: "联盟", as_of: "截至", actor: "行动者", before: "早于", brand: "品牌",
  changes: "变化", company: "公司", derived: "含推导", entity: "事物", flag: "标记", format: "渠道形式", goal: "目标",
  group: "集团", holder: "承担者", influenced: "受影响者", influencer: "影响者", involvement: "参与方式", kind: "类别",
  language: "语言", limit: "行数上限", maker: "制造者", measure: "指标", member: "成员", model: "渠道模式", most: "最多步数",
  object: "客体", one: "其一", operator: "经营者", organization: "组织", other: "其二", partner: "伙伴", party: "一方",
  person: "人物", phase: "阶段状态", polarity: "肯定或否定", regime: "制度", relay: "转述者", reporter: "下级", role: "角色",
  rule: "规则", scope: "范围", since: "自", source: "来源", speaker: "说话者", start: "起点", status: "状态", subject: "主体",
  superior: "上级", topic: "主题", type: "类型", until: "至",
};

export function t(key, values = {}) {
  const text = WORDS[key][lang === "zh" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// The name of a query's parameter or of a column.
export function title(name) {
  if (lang === "zh" && Object.hasOwn(NAMES, name)) return NAMES[name];
  return name.replaceAll("_", " ");
}

export const pick = (label) => label[lang] || label.en || label.zh || "";
export const number = (value) => value.toLocaleString(lang === "zh" ? "zh-CN" : "en");
