//! Number phrases in Japanese and Chinese: digits or numerals, 万 and 億, a counter, and words that bound them.

use std::ops::Range;

use super::number_phrase::NumberPhrase;
use crate::model::text::slice;

const NUMERALS: &[char] =
    &['〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '両', '两', '数', '幾'];
const SCALES: &[char] = &['万', '億', '兆', '萬', '亿', '百', '千', '十'];
const SEPARATORS: &[char] = &[',', '.', '，', '．'];
const RANGES: &[char] = &['〜', '～', '~', '-', '－', '–'];
/// Counters, longer ones before those that begin them.
#[rustfmt::skip]
const COUNTERS: &[&str] = &[
    "パーセント", "ポイント", "キロメートル", "平方メートル", "メートル", "キログラム", "キロ", "トン", "ドル", "ユーロ", "ポンド", "バレル",
    "時間", "日間", "年間", "週間", "か月間", "カ月間", "ヶ月間", "か月", "カ月", "ヶ月", "か国", "カ国", "ヶ国", "か所", "カ所",
    "ヶ所", "世帯", "美元", "欧元", "公里", "公斤", "小时", "人", "名", "円", "元", "％", "%", "件", "回", "隻", "艘",
    "台", "機", "社", "軒", "棟", "戸", "歳", "倍", "割", "個", "个", "本", "枚", "頭", "匹", "羽", "冊", "度", "吨",
    "岁", "次", "艇", "発", "枚",
];
/// Counters that make the number a date or a time of day.
const CALENDAR: &[&str] = &["年", "月", "日", "時", "分", "秒", "時半", "号", "番", "位", "章", "条"];
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "少なくとも", "およそ", "最大で", "最大", "約", "合計", "延べ", "推定", "計", "ほぼ", "超过", "至少", "大约", "约", "将近",
    "近", "最多", "逾",
];
const AFTER: &[&str] = &["以上", "以下", "未満", "余り", "あまり", "近く", "ほど", "前後", "程度", "超", "余", "多"];

/// Tells whether a character is Chinese or Japanese script.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}')
}

/// Returns all number phrases of a sentence, in order.
pub(super) fn phrases_cjk(text: &str, sentence: Range<usize>) -> Vec<NumberPhrase> {
    let mut found = Vec::new();
    let mut at = sentence.start;
    while let Some(c) = slice(text, at..sentence.end).chars().next() {
        match phrase(text, at, &sentence) {
            Some(phrase) => {
                at = phrase.range.end.max(at + c.len_utf8());
                found.push(phrase);
            }
            None => at += c.len_utf8(),
        }
    }
    found
}

fn phrase(text: &str, at: usize, sentence: &Range<usize>) -> Option<NumberPhrase> {
    let rest = slice(text, at..sentence.end);
    let number = number_length(rest)?;
    let has_digits = slice(rest, 0..number).contains(|c: char| c.is_numeric() && !NUMERALS.contains(&c));
    let tail = slice(rest, number..rest.len());
    let counter = longest(tail, COUNTERS);
    let calendar = longest(tail, CALENDAR);
    if calendar > counter || counter == 0 && calendar > 0 {
        return has_digits.then_some(NumberPhrase { range: at..at + number, counts: false });
    }
    if counter == 0 && !has_digits {
        return None;
    }
    let bound = longest(slice(tail, counter..tail.len()), AFTER);
    let head = slice(text, sentence.start..at);
    let before = BEFORE.iter().filter(|word| head.ends_with(**word)).map(|word| word.len()).max().unwrap_or(0);
    Some(NumberPhrase { range: at - before..at + number + counter + bound, counts: true })
}

/// The length of the number that `rest` begins with, a range being one number.
fn number_length(rest: &str) -> Option<usize> {
    let first = plain_length(rest);
    if first == 0 {
        return None;
    }
    let unit = longest(slice(rest, first..rest.len()), COUNTERS);
    for length in [first, first + unit] {
        let tail = slice(rest, length..rest.len());
        let after = tail.strip_prefix(RANGES).or_else(|| tail.strip_prefix("から"));
        let second = after.map_or(0, plain_length);
        if let Some(after) = after.filter(|_| second > 0) {
            return Some(rest.len() - after.len() + second);
        }
    }
    Some(first)
}

fn plain_length(rest: &str) -> usize {
    let mut length = 0;
    for (at, c) in rest.char_indices() {
        let is_part = c.is_numeric() || NUMERALS.contains(&c) || length > 0 && SCALES.contains(&c);
        if is_part {
            length = at + c.len_utf8();
        } else if length == 0 || !SEPARATORS.contains(&c) || length < at {
            break;
        }
    }
    length
}

fn longest(rest: &str, words: &[&str]) -> usize {
    words.iter().filter(|word| rest.starts_with(**word)).map(|word| word.len()).max().unwrap_or(0)
}
