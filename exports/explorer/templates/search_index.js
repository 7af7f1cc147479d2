// Finding entities and sources by any of their names: folded to plain letters, whole, in part or with a slip.

// Traditional characters that are frequent in names, each before its simplified form.
const TRADITIONAL =
  "華华為为賽赛問问車车鴻鸿蒙蒙選选極极飛飞龍龙馬马鳳凤國国際际電电動动機机網网業业產产銷销售售後后務务營营運运" +
  "團团隊队聯联盟盟廣广東东長长億亿萬万們们會会議议報报導导經经濟济貿贸開开關关發发創创術术數数據据點点線线" +
  "驅驱導导學学習习權权責责負负戰战購购買买賣卖價价貨货質质檢检測测試试設设計计畫画標标準准號号碼码類类別别級级" +
  "張张劉刘陳陈楊杨趙赵黃黄吳吴許许鄭郑謝谢韓韩馮冯蕭萧程程蔣蒋葉叶閻阎鍾钟盧卢陸陆莊庄譚谭鄧邓賈贾餘余軍军雷雷" +
  "尊尊嶽岳啟启奧奥豐丰現现瀾澜灣湾蘇苏遼辽寧宁滬沪漢汉濱滨錦锦銀银鐵铁鋼钢鑫鑫寶宝藍蓝綠绿紅红雲云風风雙双無无" +
  "與与個个這这來来對对時时實实現现圖图書书館馆門门間间聞闻頭头條条顧顾題题願愿類类體体驗验腾腾騰腾訊讯識识認认證证" +
  "讓让變变進进遠远連连過过還还達达選选遞递鄉乡醫医釋释裝装補补規规視视覽览觀观觸触語语說说調调談谈請请論论講讲護护";
const SIMPLIFIED = new Map();
{
  const characters = [...TRADITIONAL];
  for (let i = 0; i + 1 < characters.length; i += 2) SIMPLIFIED.set(characters[i], characters[i + 1]);
}

const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\p{Script=Han}/gu, (character) => SIMPLIFIED.get(character) || character)
    .replace(/[\s\-_'’·.,/()（）“”"《》、，。]+/gu, " ")
    .trim();

// Edits (insert, delete, replace, swap) from query to the nearest prefix of word, or `limit + 1` when more.
function slips(query, word, limit) {
  let before = [];
  let row = Array.from({ length: word.length + 1 }, (_, i) => i);
  for (let i = 1; i <= query.length; i++) {
    const next = [i];
    for (let j = 1; j <= word.length; j++) {
      const same = query[i - 1] === word[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && query[i - 1] === word[j - 2] && query[i - 2] === word[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = row;
    row = next;
  }
  return Math.min(...row.slice(Math.max(0, query.length - limit)));
}

// Whether a run of characters of the text differs from the query in one place only.
function oneWrong(query, text) {
  const [asked, written] = [[...query], [...text]];
  for (let start = 0; start + asked.length <= written.length; start++)
    if (asked.filter((character, i) => character !== written[start + i]).length === 1) return true;
  return false;
}

const PLAIN = /^[a-z0-9 ]+$/;
const CHINESE = /^\p{Script=Han}+$/u;

// Lower is better: exact 0, start 1, start of a word 2, inside 3.
function grade(query, form) {
  const tight = query.replaceAll(" ", "");
  if (form.text === query || form.tight === tight) return 0;
  if (form.text.startsWith(query) || (form.use === "pinyin" && form.tight.startsWith(tight))) return 1;
  if (form.use === "initials") return Infinity;
  if (form.text.includes(` ${query}`)) return 2;
  return form.text.includes(query) || (tight.length > 2 && form.tight.includes(tight)) ? 3 : Infinity;
}

// With slips: 4 and more, and nothing for what is too short to tell.
function gradeSlips(query, form) {
  const tight = query.replaceAll(" ", "");
  if (form.use === "initials") return Infinity;
  if (CHINESE.test(tight)) return [...tight].length > 2 && oneWrong(tight, form.tight) ? 4 : Infinity;
  if (query.length < 4 || !PLAIN.test(query)) return Infinity;
  const limit = query.length < 8 ? 1 : 2;
  const words = form.text.split(" ");
  const starts = words.map((_, i) =>
    words
      .slice(i)
      .join(" ")
      .slice(0, query.length + limit),
  );
  const least = Math.min(...starts.map((start) => slips(query, start, limit)));
  return least <= limit ? 3 + least : Infinity;
}

const makeForm = (name, use, kind) => {
  const text = fold(name);
  return { name, use, kind, text, tight: text.replaceAll(" ", "") };
};

// The pinyin of a Chinese name is a form of its own; what is shorter than two letters a character are initials.
function formsOf(entity) {
  const chinese = entity.names.filter(([, lang]) => lang.startsWith("zh-Han")).map(([text]) => [...text].length);
  const shortest = Math.min(...chinese, 99);
  const romanized = (entity.pinyin || []).map((text) =>
    makeForm(text, text.length <= Math.max(shortest, 3) ? "initials" : "pinyin", null),
  );
  return [...entity.names.map(([name, , use, kind]) => makeForm(name, use, kind)), ...romanized];
}

const USES = { pref: 0, alt: 1, pinyin: 2, initials: 3, hidden: 4 };

function makeIndex(data) {
  const entities = data.entities.flatMap((entity) => formsOf(entity).map((form) => ({ ...form, entity })));
  const publisher = (source) => (data.entity.get(source.publisher) || { names: [] }).names.map(([text]) => text);
  const sources = Object.values(data.sources).flatMap((source) =>
    [source.title || source.id, ...publisher(source)].map((name) => ({ ...makeForm(name, "pref", null), source })),
  );

  function best(forms, query, thing, how) {
    const found = new Map();
    for (const form of forms) {
      const score = how(query, form) + (USES[form.use] ?? 1) * 0.1;
      const old = found.get(form[thing].id);
      if (score !== Infinity && (!old || score < old.score)) found.set(form[thing].id, { ...form, score });
    }
    return [...found.values()];
  }

  // Slips count only where nothing fits without.
  function ranked(query) {
    const heavier = (a, b) => (b.entity.weight || 0) - (a.entity.weight || 0);
    const sound = best(entities, query, "entity", grade);
    const hits = sound.length ? sound : best(entities, query, "entity", gradeSlips);
    return hits.sort((a, b) => Math.floor(a.score) - Math.floor(b.score) || heavier(a, b) || a.score - b.score);
  }

  return (raw, most = 12, withSources = false) => {
    const query = fold(raw);
    if (!query) return [];
    const hits = ranked(query).slice(0, most);
    if (!withSources) return hits;
    const told = best(sources, query, "source", grade);
    const newest = (a, b) => (b.source.published || "").localeCompare(a.source.published || "");
    return [...hits, ...told.sort(newest).slice(0, 4)];
  };
}
