//! Figures taken many times over: their median, their 99th percentile, and tables of them.

use cpu_time::ThreadTime;
use std::time::Instant;

/// Whether all sizes are to be small: under `PRESSMARK_BENCH=quick`, and wherever `cargo bench` is not what runs this.
pub fn quick() -> bool {
    std::env::var("PRESSMARK_BENCH").is_ok_and(|how| how == "quick") || !std::env::args().any(|word| word == "--bench")
}

/// The first figure for a full run, the second for a quick one.
pub fn sized(full: usize, small: usize) -> usize {
    if quick() { small } else { full }
}

/// Whether a part of the bench is to be run: those named on the command line, or all.
pub fn wanted(part: &str) -> bool {
    let mut named = std::env::args().skip(1).filter(|word| !word.starts_with('-')).peekable();
    named.peek().is_none() || named.any(|word| word == part)
}

/// What the machine was doing, and how large this run is.
pub fn preface(name: &str) {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: Vec<&str> = load.split(' ').take(3).collect();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let size = if quick() { "quick run, figures say little" } else { "full run" };
    println!("{name}: {size}; {cores} cores, load average {}", load.join(" "));
}

/// Figures of one kind, in milliseconds unless said otherwise.
#[derive(Clone, Default)]
pub struct Figures(Vec<f64>);

impl Figures {
    /// Adds one.
    pub fn push(&mut self, figure: f64) {
        self.0.push(figure);
    }

    /// The figure below which this share of them lies; 0 when there are none.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let at = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
        sorted.get(at).copied().unwrap_or_default()
    }

    /// The one in the middle.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// Below it lie 99 of 100.
    pub fn p99(&self) -> f64 {
        self.quantile(0.99)
    }
}

impl FromIterator<f64> for Figures {
    fn from_iter<I: IntoIterator<Item = f64>>(figures: I) -> Self {
        Self(figures.into_iter().collect())
    }
}

/// Milliseconds of this thread's processor that some work takes, and what it gave.
pub fn cpu_ms<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let from = ThreadTime::now();
    let given = work();
    (from.elapsed().as_secs_f64() * 1e3, given)
}

/// Milliseconds that pass during some work, and what it gave.
pub fn wall_ms<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let from = Instant::now();
    let given = work();
    (from.elapsed().as_secs_f64() * 1e3, given)
}

/// A table with a name in the first column and figures in the others.
pub struct Table {
    widths: Vec<usize>,
}

impl Table {
    /// Prints the head: the name of the table, then those of its columns.
    pub fn new(name: &str, columns: &[&str]) -> Self {
        let table = Self { widths: columns.iter().map(|column| column.chars().count().max(8)).collect() };
        println!();
        table.row(name, columns.iter().map(|column| (*column).to_owned()));
        let dashes: Vec<String> = table.widths.iter().map(|width| "-".repeat(*width)).collect();
        table.row(&"-".repeat(NAME), dashes);
        table
    }

    /// Prints a row.
    pub fn row(&self, name: &str, cells: impl IntoIterator<Item = String>) {
        let cells: String =
            self.widths.iter().zip(cells).map(|(width, cell)| format!("  {cell:>width$}", width = *width)).collect();
        println!("{name:<NAME$}{cells}");
    }
}

const NAME: usize = 44;

/// A figure with two places behind the point, or three when it is small.
pub fn shown(figure: f64) -> String {
    if figure < 0.1 { format!("{figure:.3}") } else { format!("{figure:.2}") }
}

/// One figure as a multiple of another.
pub fn ratio(figure: f64, baseline: f64) -> String {
    if baseline > 0.0 { format!("{:.2} x", figure / baseline) } else { "-".to_owned() }
}
