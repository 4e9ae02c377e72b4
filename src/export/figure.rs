//! A figure as SVG: a title, names, bars with their counts, an axis and a legend; and writing any picture whole.

use super::ExportError;
use super::whole_file::WholeFile;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// A figure of stacked bars, with colours as `#RRGGBB`.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    /// The question that it answers.
    pub title: String,
    /// What is counted.
    pub counted: String,
    /// Names and colours of what is stacked.
    pub series: Vec<(String, String)>,
    /// Names of the bars, a number for each of the series, and what stands at their ends.
    pub bars: Vec<(String, Vec<f64>, String)>,
    /// Whether the bars stand upright.
    pub is_upright: bool,
    /// Of words that matter.
    pub ink: String,
    /// Of other words and of the axis.
    pub ink_weak: String,
    /// Behind all.
    pub paper: String,
}

const WIDTH: f64 = 720.0;
const MARGIN: f64 = 24.0;
const TOP: f64 = 72.0;
/// Height of a bar that lies, with the gap to the next.
const ROW: f64 = 24.0;
const UPRIGHT_HEIGHT: f64 = 260.0;
/// About how wide a letter of the small type is.
const LETTER: f64 = 6.4;
/// Longer names are cut.
const LONGEST: usize = 28;

/// Draws a figure.
pub fn svg(figure: &Figure) -> String {
    let most = figure.bars.iter().map(|(_, values, _)| values.iter().sum::<f64>()).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let height = if figure.is_upright { TOP + UPRIGHT_HEIGHT + 72.0 } else { TOP + ROW * figure.bars.len() as f64 + 40.0 };
    let mut out = String::new();
    let svg = &mut out;
    push(svg, format_args!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" "));
    push(svg, format_args!("viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n"));
    push(svg, format_args!("<title>{}</title>\n", escaped(&figure.title)));
    push(svg, format_args!("<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n", escaped(&figure.paper)));
    text(svg, (MARGIN, 30.0), "start", &figure.ink, &format!("font-size=\"16\" font-weight=\"600\">{}", escaped(&figure.title)));
    legend(svg, figure);
    if figure.is_upright {
        upright(svg, figure, most)
    } else {
        lying(svg, figure, most)
    }
    svg.push_str("</svg>\n");
    out
}

/// Writing to a string cannot fail.
fn push(out: &mut String, words: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(words);
}

/// Words at a place; `rest` is what follows the place in the tag, its closing bracket and the words, escaped.
fn text(out: &mut String, (x, y): (f64, f64), anchor: &str, fill: &str, rest: &str) {
    push(
        out,
        format_args!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{}\" {rest}</text>\n", escaped(fill)),
    );
}

fn rect(out: &mut String, (x, y): (f64, f64), (width, height): (f64, f64), fill: &str, told: &str) {
    push(
        out,
        format_args!("<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{}\">", escaped(fill)),
    );
    push(out, format_args!("<title>{}</title></rect>\n", escaped(told)));
}

fn legend(out: &mut String, figure: &Figure) {
    let mut x = MARGIN;
    if figure.series.len() < 2 {
        return text(out, (x, 52.0), "start", &figure.ink_weak, &format!(">{}", escaped(&figure.counted)));
    }
    for (name, color) in &figure.series {
        rect(out, (x, 43.0), (10.0, 10.0), color, name);
        text(out, (x + 15.0, 52.0), "start", &figure.ink_weak, &format!(">{}", escaped(name)));
        x += 34.0 + name.chars().count() as f64 * LETTER;
    }
}

/// What a part of a bar is, in words.
fn told(figure: &Figure, bar: &str, part: usize, value: f64) -> String {
    let series = figure.series.get(part).map(|(name, _)| name.as_str()).filter(|_| figure.series.len() > 1);
    let series = series.map(|name| format!(", {name}")).unwrap_or_default();
    let counted = if value == 1.0 { figure.counted.trim_end_matches('s') } else { &figure.counted };
    format!("{bar}{series}: {value} {counted}")
}

fn lying(out: &mut String, figure: &Figure, most: f64) {
    let longest = figure.bars.iter().map(|(name, ..)| name.chars().count().min(LONGEST)).max().unwrap_or_default();
    let left = MARGIN + longest as f64 * LETTER + 12.0;
    let room = WIDTH - left - MARGIN - 64.0;
    for (at, (name, values, end)) in figure.bars.iter().enumerate() {
        let y = TOP + ROW * at as f64;
        text(out, (left - 8.0, y + 15.0), "end", &figure.ink, &format!(">{}", escaped(&cut(name))));
        let mut x = left;
        for (part, value) in values.iter().enumerate().filter(|(_, value)| **value > 0.0) {
            let width = room * value / most;
            rect(out, (x, y + 3.0), (width, ROW - 7.0), color(figure, part), &told(figure, name, part, *value));
            x += width;
        }
        text(out, (x + 6.0, y + 15.0), "start", &figure.ink_weak, &format!(">{}", escaped(end)));
    }
    let bottom = TOP + ROW * figure.bars.len() as f64 + 2.0;
    line(out, (left, TOP - 2.0), (left, bottom), &figure.ink_weak);
}

fn upright(out: &mut String, figure: &Figure, most: f64) {
    let bottom = TOP + UPRIGHT_HEIGHT;
    let step = (WIDTH - 2.0 * MARGIN) / figure.bars.len().max(1) as f64;
    // Names stand only where there is room for them.
    let longest = figure.bars.iter().map(|(name, ..)| name.chars().count().min(LONGEST)).max().unwrap_or_default();
    let every = ((longest as f64 * LETTER + 8.0) / step).ceil().max(1.0) as usize;
    for (at, (name, values, end)) in figure.bars.iter().enumerate() {
        let x = MARGIN + step * at as f64;
        let mut y = bottom;
        for (part, value) in values.iter().enumerate().filter(|(_, value)| **value > 0.0) {
            let height = (UPRIGHT_HEIGHT - 20.0) * value / most;
            y -= height;
            rect(out, (x + step * 0.12, y), (step * 0.76, height), color(figure, part), &told(figure, name, part, *value));
        }
        let middle = x + step / 2.0;
        if end.chars().count() as f64 * LETTER < step + 4.0 {
            text(out, (middle, y - 5.0), "middle", &figure.ink_weak, &format!(">{}", escaped(end)));
        }
        if at % every == 0 {
            text(out, (middle, bottom + 18.0), "middle", &figure.ink, &format!(">{}", escaped(&cut(name))));
        }
    }
    line(out, (MARGIN, bottom), (WIDTH - MARGIN, bottom), &figure.ink_weak);
}

fn line(out: &mut String, (x1, y1): (f64, f64), (x2, y2): (f64, f64), stroke: &str) {
    push(
        out,
        format_args!("<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"{}\"/>\n", escaped(stroke)),
    );
}

fn color(figure: &Figure, part: usize) -> &str {
    figure.series.get(part).map_or(figure.ink.as_str(), |(_, color)| color.as_str())
}

fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// What stands in XML for words; characters that XML cannot hold become U+FFFD.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// Writes a picture: beside its place, read back, and only then put there.
pub fn write_picture(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    let mut file = WholeFile::beside(path, None)?;
    file.write_all(bytes).map_err(|source| ExportError::Write { path: path.to_owned(), source })?;
    file.put_in_place()
}
