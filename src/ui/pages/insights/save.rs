//! Figures that leave the window: as SVG drawn anew in the colours of the light theme, as PNG of what is on screen, as CSV.

use super::chart::Chart;
use crate::export::{Figure, svg};
use crate::ui::theme::Theme;
use egui::{Color32, ColorImage, Context, Rect};
use std::sync::{Arc, mpsc};

/// A picture that waits for its place on disk.
pub struct Picture {
    /// The name it is proposed under.
    pub name: String,
    /// What is written.
    pub bytes: Vec<u8>,
}

/// A picture of the screen that has been asked for.
pub struct Shooting {
    name: String,
    rect: Rect,
    scale: f32,
    image: mpsc::Receiver<Arc<ColorImage>>,
}

fn hex(color: Color32) -> String {
    let [red, green, blue, _] = color.to_srgba_unmultiplied();
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// The name of a file for a chart: its question without what file names cannot hold.
fn file_name(title: &str, ending: &str) -> String {
    let plain: String = title.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    format!("{}.{ending}", plain.trim().to_lowercase().replace(' ', "-"))
}

/// A chart as SVG.
pub fn as_svg(chart: &Chart) -> Picture {
    let theme = Theme::named(false);
    let series = chart.series.iter().map(|(name, paint)| (name.clone(), hex(paint.color(theme))));
    let figure = Figure {
        title: chart.title.to_owned(),
        counted: chart.counted.to_owned(),
        series: series.collect(),
        bars: chart.bars.iter().map(|bar| (bar.name.clone(), bar.values.clone(), bar.end.clone())).collect(),
        is_upright: chart.is_upright,
        ink: hex(theme.colors.ink),
        ink_weak: hex(theme.colors.ink_weak),
        paper: hex(theme.colors.paper),
    };
    Picture { name: file_name(chart.title, "svg"), bytes: svg(&figure).into_bytes() }
}

/// Asks for a picture of what is on screen.
pub fn shoot(ctx: &Context, chart: &Chart, rect: Rect) -> Shooting {
    let (sender, image) = mpsc::channel();
    let woken = ctx.clone();
    ctx.request_screenshot(move |image| {
        // Nobody waits any more when the page was closed.
        let _ = sender.send(image);
        woken.request_repaint();
    });
    Shooting { name: file_name(chart.title, "png"), rect, scale: ctx.pixels_per_point(), image }
}

impl Shooting {
    /// The picture, once it is there; an error in words where there is none to be had.
    pub fn poll(&self) -> Option<Result<Picture, String>> {
        match self.image.try_recv() {
            Ok(image) => Some(self.cropped(&image).and_then(|(size, bytes)| {
                let bytes = as_png(size, &bytes).map_err(|error| format!("The picture cannot be made: {error}"))?;
                Ok(Picture { name: self.name.clone(), bytes })
            })),
            Err(mpsc::TryRecvError::Empty) => None,
            Err(mpsc::TryRecvError::Disconnected) => Some(Err(NO_PICTURE.to_owned())),
        }
    }

    /// The part of the screen that shows the chart, as bytes of red, green and blue.
    fn cropped(&self, image: &ColorImage) -> Result<([u32; 2], Vec<u8>), String> {
        let [width, height] = image.size;
        let pixel = |points: f32, most: usize| ((points * self.scale).round().max(0.0) as usize).min(most);
        let (left, right) = (pixel(self.rect.left(), width), pixel(self.rect.right(), width));
        let (top, bottom) = (pixel(self.rect.top(), height), pixel(self.rect.bottom(), height));
        let rows = image.pixels.chunks(width.max(1)).take(bottom).skip(top);
        let pixels = rows.flat_map(|row| row.get(left..right).unwrap_or_default());
        let bytes: Vec<u8> = pixels.flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()]).collect();
        let size = [right.saturating_sub(left), bottom.saturating_sub(top)].map(|side| u32::try_from(side).unwrap_or_default());
        if bytes.is_empty() { Err(NO_PICTURE.to_owned()) } else { Ok((size, bytes)) }
    }
}

const NO_PICTURE: &str = "This window gives no picture of itself. Save the figure as SVG instead.";

fn as_png([width, height]: [u32; 2], rgb: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()?;
    Ok(out)
}

/// A chart as CSV: a line for each bar, a column for each of the series.
pub fn as_csv(chart: &Chart) -> String {
    let mut out = String::new();
    let mut line = |cells: Vec<String>| {
        let quoted: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        out.push_str(&quoted.join(","));
        out.push('\n');
    };
    line([String::new()].into_iter().chain(chart.series.iter().map(|(name, _)| name.clone())).collect());
    for bar in &chart.bars {
        line([bar.name.clone()].into_iter().chain(bar.values.iter().map(ToString::to_string)).collect());
    }
    out
}

fn quoted(cell: &str) -> String {
    let is_plain = !cell.contains([',', '"', '\n', '\r']);
    if is_plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}
