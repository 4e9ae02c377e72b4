//! Figures as charts: each a question with bars that answer it, and which articles stand behind each part of a bar.

use crate::analysis::corpus_stats::{Bound, Cell, Figures, Period, Quantity, Row, Table, Unit};
use crate::model::{Color, Scheme};
use crate::ui::dates::{count, counted};
use crate::ui::theme::{Colors, Theme, parse_hex};
use egui::Color32;

/// Outlets, annotators and rules beyond these are one bar.
const BARS: usize = 10;
/// As many days, weeks or months as stand side by side.
const PERIODS: usize = 60;
/// Classes of a number line.
const CLASSES: usize = 24;
/// Bounds drawn under a number line.
const MARKS: usize = 160;

/// What a part of a bar is painted in.
#[derive(Clone, Copy)]
pub enum Paint {
    /// A label's colour.
    Label(Color),
    /// A colour of the interface.
    Of(fn(&Colors) -> Color32),
}

impl Paint {
    /// The colour in a theme.
    pub fn color(self, theme: &Theme) -> Color32 {
        match self {
            Self::Label(color) => {
                parse_hex(&color.to_string()).map_or(theme.colors.ink_faint, |base| theme.label_colors(base).line)
            }
            Self::Of(of) => of(&theme.colors),
        }
    }
}

/// One bar.
pub struct Bar {
    /// What it stands for.
    pub name: String,
    /// What stands under or beside it, where that is not its name.
    pub tick: Option<String>,
    /// How much of each of the series.
    pub values: Vec<f64>,
    /// The articles behind each of them.
    pub cells: Vec<Cell>,
    /// What stands at its end.
    pub end: String,
}

/// A bound under a number line, in the units of its bars.
pub struct Mark {
    pub low: f64,
    pub high: f64,
    pub bound: Bound,
}

/// A question and its answer.
pub struct Chart {
    pub title: &'static str,
    /// What is counted.
    pub counted: &'static str,
    pub series: Vec<(String, Paint)>,
    pub bars: Vec<Bar>,
    pub is_upright: bool,
    /// The answer in a few words.
    pub note: String,
    pub marks: Vec<Mark>,
}

impl Chart {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.bars.iter().all(|bar| bar.values.iter().all(|value| *value <= 0.0))
    }

    /// Whether its bars are days, weeks or months.
    pub fn is_over_time(&self) -> bool {
        matches!(self.title, GROWN | PUBLISHED)
    }

    /// What a part of a bar says: “Meridian Post, quote: 12 annotations in 5 articles”.
    pub fn told(&self, bar: usize, part: usize) -> String {
        let Some((bar, cell)) = self.bars.get(bar).and_then(|bar| Some((bar, bar.cells.get(part)?))) else {
            return String::new();
        };
        let articles = counted(cell.articles.len(), "article", "articles");
        let amount = match self.counted {
            "articles" => articles,
            "minutes" => format!("{} in {articles}", minutes(cell.count)),
            many => format!("{} in {articles}", counted(cell.count as usize, many.trim_end_matches('s'), many)),
        };
        format!("{}: {amount}", self.named(bar, part))
    }

    fn named(&self, bar: &Bar, part: usize) -> String {
        let series = self.series.get(part).map(|(name, _)| name.as_str()).filter(|_| self.series.len() > 1);
        series.map_or_else(|| bar.name.clone(), |series| format!("{}, {series}", bar.name))
    }

    /// What the articles behind a part of a bar are, in words for the list of articles.
    pub fn behind(&self, bar: usize, part: usize) -> String {
        let Some(found) = self.bars.get(bar) else { return String::new() };
        let series = self.series.get(part).map(|(name, _)| name.to_lowercase()).unwrap_or_default();
        match self.title {
            STAND => format!("{series}, {}", found.name),
            WHERE => format!("{series} in {}", found.name),
            GROWN => format!("{series} made in {}", found.name),
            PUBLISHED => format!("{series} in articles of {}", found.name),
            LONG => format!("{series} of length {}", found.name),
            DENSE => format!("{} annotations for 1,000 words", found.name),
            TIME => format!("worked on by {}", found.name),
            EACH => format!("{} minutes spent", found.name),
            WORTH => format!("{}, {series}", found.name),
            _ => format!("values of {}", found.name),
        }
    }
}

const STAND: &str = "How far are we?";
const GROWN: &str = "How has it grown?";
const TIME: &str = "Where does the time go?";
const EACH: &str = "How long does an article take?";
const WORTH: &str = "Are suggestions worth it?";
const WHERE: &str = "What was tagged, and where?";
const PUBLISHED: &str = "From when are the articles?";
const LONG: &str = "How long are annotations?";
const DENSE: &str = "How dense are they?";
const SAY: &str = "What do the numbers say?";

/// What somebody chose to see.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Choices {
    /// Days, weeks or months; `None` for what fits.
    pub period: Option<Period>,
    /// The place of the unit of the number line.
    pub unit: usize,
}

/// The charts about the work.
pub fn about_work(figures: &Figures, scheme: &Scheme, choices: Choices) -> Vec<Chart> {
    let states: Vec<(String, Paint)> = figures.states.columns.iter().cloned().zip(STATES.map(Paint::Of)).collect();
    let mut stand = chart(STAND, "articles", states, figures.states.rows.iter().map(plain));
    stand.note = figures.states.rows.first().map(progress).unwrap_or_default();
    let (days, note) = periods(&figures.created, choices.period);
    let mut grown = chart(GROWN, "annotations", labels(&days, scheme), days.rows.iter().map(plain));
    (grown.is_upright, grown.note) = (true, note);
    let accent = |name: &str| vec![(name.to_owned(), Paint::Of(|colors| colors.accent))];
    let time = figures.time.most(BARS, others);
    let of_minutes = |row: &Row| Bar {
        values: row.cells.iter().map(|cell| cell.count as f64 / 60.0).collect(),
        end: minutes(row.total()),
        ..plain(row)
    };
    let mut time = chart(TIME, "minutes", accent("minutes"), time.rows.iter().map(of_minutes));
    time.note = "Pauses of more than 5 minutes are left out.".to_owned();
    let mut each = chart(EACH, "articles", accent("articles"), figures.minutes.rows.iter().map(plain));
    each.is_upright = true;
    let median =
        figures.median_time().map(|median| format!("Half of them take less than {}. In minutes.", minutes(median / 1000)));
    each.note = median.unwrap_or_default();
    let outcomes: Vec<(String, Paint)> = figures.rules.columns.iter().cloned().zip(OUTCOMES.map(Paint::Of)).collect();
    let rules = figures.rules.most(BARS, others);
    let mut worth = chart(WORTH, "suggestions", outcomes, rules.rows.iter().map(plain));
    worth.note = kept(&figures.rules);
    vec![stand, grown, time, each, worth]
}

/// The charts about what is tagged.
pub fn about_tags(figures: &Figures, scheme: &Scheme, choices: Choices) -> Vec<Chart> {
    let outlets = figures.outlets.most(BARS, others);
    let named =
        |row: &Row| Bar { name: if row.name.is_empty() { "no outlet".to_owned() } else { row.name.clone() }, ..plain(row) };
    let mut place = chart(WHERE, "annotations", labels(&outlets, scheme), outlets.rows.iter().map(named));
    place.note = format!("{} in all.", counted(figures.outlets.total() as usize, "annotation", "annotations"));
    let (days, note) = periods(&figures.published, choices.period);
    let mut published = chart(PUBLISHED, "annotations", labels(&days, scheme), days.rows.iter().map(plain));
    published.is_upright = true;
    let undated = match figures.undated {
        0 => String::new(),
        count => format!(" {} in articles without a date.", counted(count as usize, "annotation is", "annotations are")),
    };
    published.note = format!("{note}{undated}");
    let mut long = chart(LONG, "annotations", labels(&figures.lengths, scheme), filled(&figures.lengths).map(plain));
    (long.is_upright, long.note) = (true, "In words.".to_owned());
    let accent = vec![("articles".to_owned(), Paint::Of(|colors| colors.accent))];
    let mut dense = chart(DENSE, "articles", accent, filled(&figures.densities).map(plain));
    dense.is_upright = true;
    dense.note = "Annotations for 1,000 words; where several tagged an article, their mean.".to_owned();
    let numbers = figures.units.get(choices.unit).or(figures.units.first()).map(number_line);
    let nothing = || Chart { is_upright: true, ..chart(SAY, "values", Vec::new(), std::iter::empty()) };
    vec![place, published, long, dense, numbers.unwrap_or_else(nothing)]
}

const STATES: [fn(&Colors) -> Color32; 3] = [|colors| colors.ink_faint, |colors| colors.accent, |colors| colors.ok];
const OUTCOMES: [fn(&Colors) -> Color32; 3] = [|colors| colors.ok, |colors| colors.accent, |colors| colors.ink_faint];

fn chart(title: &'static str, counted: &'static str, series: Vec<(String, Paint)>, bars: impl Iterator<Item = Bar>) -> Chart {
    Chart { title, counted, series, bars: bars.collect(), is_upright: false, note: String::new(), marks: Vec::new() }
}

fn plain(row: &Row) -> Bar {
    Bar {
        name: row.name.clone(),
        tick: None,
        values: row.cells.iter().map(|cell| cell.count as f64).collect(),
        cells: row.cells.clone(),
        end: count(row.total() as usize),
    }
}

/// The rows from the first to the last that hold anything.
fn filled(table: &Table) -> impl Iterator<Item = &Row> {
    let holds = |row: &Row| row.total() > 0;
    let (first, last) = (table.rows.iter().position(holds), table.rows.iter().rposition(holds));
    let count = first.zip(last).map_or(0, |(first, last)| last + 1 - first);
    table.rows.iter().skip(first.unwrap_or_default()).take(count)
}

fn labels(table: &Table, scheme: &Scheme) -> Vec<(String, Paint)> {
    let paint = |at: usize| scheme.labels.get(at).map_or(Paint::Of(|colors| colors.ink_faint), |label| Paint::Label(label.color));
    table.columns.iter().enumerate().map(|(at, name)| (name.clone(), paint(at))).collect()
}

fn others(count: usize) -> String {
    counted(count, "other", "others")
}

/// Days by the shortest period of which they fill no more than have room, or by the chosen one, the last of them.
fn periods(days: &Table, chosen: Option<Period>) -> (Table, String) {
    let fits = |period: &Period| days.by(*period).rows.len() <= PERIODS;
    let period = chosen.or_else(|| Period::ALL.into_iter().find(fits)).unwrap_or(Period::Month);
    let mut table = days.by(period);
    let all = table.rows.len();
    if all > PERIODS {
        table.rows.drain(..all - PERIODS);
        return (table, format!("By {}, the last {PERIODS} of {}.", period.name(), count(all)));
    }
    (table, format!("By {}, in UTC.", period.name()))
}

fn progress(all: &Row) -> String {
    let done = all.cells.last().map_or(0, |cell| cell.count);
    format!("{} of {} done.", count(done as usize), counted(all.total() as usize, "article", "articles"))
}

fn kept(rules: &Table) -> String {
    let of = |column: usize| rules.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| cell.count).sum::<u64>();
    let (accepted, all) = (of(0) + of(1), of(0) + of(1) + of(2));
    if all == 0 { String::new() } else { format!("{} of {} were kept.", count(accepted as usize), count(all as usize)) }
}

/// “45 s”, “12 min”, “3 h 20 min”.
fn minutes(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds / 60),
        _ => format!("{} h {} min", count((seconds / 3600) as usize), seconds % 3600 / 60),
    }
}

/// How a number line is laid out: by the numbers, or by their powers where they are far apart.
struct Scale {
    first: f64,
    step: f64,
    is_log: bool,
}

impl Scale {
    fn of(values: &[Quantity]) -> Self {
        let least = values.first().map_or(0.0, |value| value.low);
        let most = values.iter().map(|value| value.high).fold(least, f64::max);
        let is_log = least > 0.0 && most / least > 1000.0;
        let (first, last) = if is_log { (least.log10(), most.log10()) } else { (least, most) };
        let step = if last > first { (last - first) / CLASSES as f64 } else { 1.0 };
        Self { first, step, is_log }
    }

    /// Where a value stands, counted in classes.
    fn place(&self, value: f64) -> f64 {
        let value = if self.is_log { value.max(f64::MIN_POSITIVE).log10() } else { value };
        ((value - self.first) / self.step).clamp(0.0, CLASSES as f64)
    }

    fn value(&self, place: f64) -> f64 {
        let value = self.first + self.step * place;
        if self.is_log { 10_f64.powf(value) } else { value }
    }
}

fn number_line(unit: &Unit) -> Chart {
    let scale = Scale::of(&unit.values);
    let mut cells = vec![Cell::default(); CLASSES];
    for value in &unit.values {
        let class = (scale.place(value.low) as usize).min(CLASSES - 1);
        if let Some(cell) = cells.get_mut(class) {
            cell.count += 1;
            cell.articles.push(value.article);
        }
    }
    for cell in &mut cells {
        cell.articles.sort_unstable();
        cell.articles.dedup();
    }
    let bar = |(at, cell): (usize, Cell)| Bar {
        name: format!("{} to {} {}", short(scale.value(at as f64)), short(scale.value(at as f64 + 1.0)), unit.name),
        tick: Some(short(scale.value(at as f64))),
        values: vec![cell.count as f64],
        end: if cell.count > 0 { count(cell.count as usize) } else { String::new() },
        cells: vec![cell],
    };
    let bounded = unit.values.iter().filter(|value| value.bound != Bound::Exact || value.low < value.high);
    let mark = |value: &Quantity| Mark { low: scale.place(value.low), high: scale.place(value.high), bound: value.bound };
    let marks: Vec<Mark> = bounded.take(MARKS).map(mark).collect();
    let bounds = marks.len();
    let ends = unit.values.first().zip(unit.values.last()).map(|(least, most)| (short(least.low), short(most.high)));
    let (least, most) = ends.unwrap_or_default();
    let name = if unit.name.is_empty() { "without a unit" } else { &unit.name };
    let powers = if scale.is_log { " The line goes by powers of ten." } else { "" };
    let below = if bounds == 0 { "" } else { " Below: ranges; dotted about; ‹ at most; › at least." };
    Chart {
        title: SAY,
        counted: "values",
        series: vec![("values".to_owned(), Paint::Of(|colors| colors.accent))],
        bars: cells.into_iter().enumerate().map(bar).collect(),
        is_upright: true,
        note: format!(
            "{} {name}, from {least} to {most}, in the middle {}.{powers}{below}",
            count(unit.values.len()),
            short(unit.median())
        ),
        marks,
    }
}

/// A number with as many digits as are read at a glance.
pub fn short(number: f64) -> String {
    let size = number.abs();
    if size >= 1e12 {
        format!("{number:.1e}")
    } else if size >= 1000.0 {
        let whole = count(size.round() as usize);
        if number < 0.0 { format!("−{whole}") } else { whole }
    } else if size >= 10.0 || number.fract() == 0.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.2}").trim_end_matches('0').to_owned()
    }
}
