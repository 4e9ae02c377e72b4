//! From the model to what the text view paints: annotations as marks, labels as styles, the theme as a look.

use super::text_view::{Look, Mark, MarkKind, MarkStyle, OverviewMark};
use super::theme::{LabelColors, LinePattern, ReadingFace, Theme, parse_hex, pattern_for, sizes};
use crate::model::{Annotation, ArticleLayer, Label, Scheme, Suggestion, SuggestionKey};
use crate::session::{Focus, Session};
use crate::store::settings::Settings;
use egui::{Color32, FontFamily, FontId};
use std::cmp::Reverse;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// The colours of a label in the theme shown.
pub fn label_colors(theme: &Theme, label: Option<&Label>) -> LabelColors {
    let base = label.and_then(|label| parse_hex(&label.color.to_string()));
    base.map_or_else(|| theme.slot(3), |base| theme.label_colors(base))
}

/// The letter of a label in the margin: its key, or else the first of its name.
pub fn letter(label: &Label) -> char {
    label.key.or_else(|| label.name.chars().next()).unwrap_or('?')
}

/// Where a label stands in the scheme, as styles are numbered; one behind the last for labels that are not in it.
pub fn style_of(scheme: &Scheme, label: &str) -> u16 {
    let place = scheme.labels.iter().position(|other| other.id.as_ref() == label).unwrap_or(scheme.labels.len());
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// Names a suggestion among the marks of a text, where annotations have their own ids.
fn suggestion_id(key: &SuggestionKey) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Names what has the focus among the marks of a text.
pub fn id_of(focus: &Focus) -> u64 {
    match focus {
        Focus::Annotation(id) => id.0,
        Focus::Suggestion(key) => suggestion_id(key),
    }
}

/// The suggestion of the open article that a mark stands for, if it is one.
pub fn suggestion_of(session: &Session, mark: u64) -> Option<&Suggestion> {
    session.suggestions().iter().find(|suggestion| suggestion_id(&suggestion.key()) == mark)
}

/// The marks of the open article that overlap a range: what is tagged, and what is suggested.
pub fn marks(session: &Session, range: Range<usize>) -> Vec<Mark> {
    let scheme = &session.project().scheme;
    let mark = |annotation: &Annotation| Mark {
        id: annotation.id.0,
        start: annotation.span.start as usize,
        end: annotation.span.end as usize,
        style: style_of(scheme, &annotation.label),
        kind: MarkKind::Annotation,
    };
    let suggested = |suggestion: &Suggestion| Mark {
        id: suggestion_id(&suggestion.key()),
        start: suggestion.span.start as usize,
        end: suggestion.span.end as usize,
        style: style_of(scheme, &suggestion.label),
        kind: MarkKind::Suggestion,
    };
    let tagged = session.shown_layer().into_iter().flat_map(|layer| layer.annotations.overlapping(range.clone()));
    let mut marks: Vec<Mark> = tagged.map(mark).chain(session.suggestions().overlapping(range.clone()).map(suggested)).collect();
    marks.extend(proposed(session, &range));
    marks.sort_by_key(|mark| (mark.start, Reverse(mark.end)));
    marks
}

/// What is proposed that annotations should say, drawn as suggestions are, each under the id of its annotation.
fn proposed<'a>(session: &'a Session, range: &'a Range<usize>) -> impl Iterator<Item = Mark> + 'a {
    let (scheme, project) = (&session.project().scheme, session.project());
    let article = session.view().article;
    let layers = project.layers.values().filter_map(move |layer| layer.article(article?));
    let verdicts = layers.flat_map(|layer| &layer.verdicts);
    verdicts.filter_map(move |(id, verdict)| {
        let correction = verdict.open_correction(session.annotation(*id)?)?;
        let (start, end) = (correction.span.start as usize, correction.span.end as usize);
        let style = style_of(scheme, &correction.label);
        (start < range.end && range.start < end).then_some(Mark { id: id.0, start, end, style, kind: MarkKind::Suggestion })
    })
}

/// Hands every annotation of a layer to the map beside the text.
pub fn overview(scheme: &Scheme, layer: Option<&ArticleLayer>, take: &mut dyn FnMut(OverviewMark)) {
    for annotation in layer.into_iter().flat_map(|layer| layer.annotations.iter()) {
        take(OverviewMark { start: annotation.span.start as usize, style: style_of(scheme, &annotation.label) });
    }
}

/// How the article looks in this theme and with these settings.
pub fn look(theme: &Theme, settings: &Settings, scheme: &Scheme) -> Look {
    let face = if settings.sans { ReadingFace::Sans } else { ReadingFace::Serif };
    let size = settings.text_size;
    let colors = &theme.colors;
    let sans = |size| FontId::new(size, FontFamily::Proportional);
    Look {
        font: FontId::new(size, face.family()),
        title_font: FontId::new(size * sizes().title / sizes().article, face.strong_family()),
        source_font: sans(sizes().interface),
        small_font: sans(sizes().small),
        line_height: 1.55,
        column_chars: settings.line_chars,
        paragraph_gap: (size * 0.7).round(),
        ink: colors.ink,
        faded_ink: colors.ink_faint,
        weak_ink: colors.ink_weak,
        paper: colors.paper,
        selection: colors.selection,
        caret: colors.caret,
        focus_outline: colors.ink_weak,
        hover_outline: colors.border_hover,
        find_hit: colors.find_hit,
        find_hit_current: colors.find_hit_current,
        invisible_mark: colors.warn,
        map: colors.panel,
        map_thumb: colors.border,
        map_thumb_active: colors.border_hover,
        styles: styles(theme, scheme),
    }
}

fn styles(theme: &Theme, scheme: &Scheme) -> Vec<MarkStyle> {
    let known = scheme
        .labels
        .iter()
        .enumerate()
        .map(|(place, label)| style(letter(label), label_colors(theme, Some(label)), pattern_for(place), label.faded));
    let unknown = style('?', label_colors(theme, None), LinePattern::LongDash, false);
    known.chain(std::iter::once(unknown)).collect()
}

fn style(letter: char, colors: LabelColors, pattern: LinePattern, faded: bool) -> MarkStyle {
    // Faded words have their own look already; a tint behind them would shout.
    let (tint, line) = if faded { (Color32::TRANSPARENT, colors.line.gamma_multiply(0.45)) } else { (colors.tint, colors.line) };
    MarkStyle {
        letter,
        line,
        suggested: colors.line,
        letter_ink: colors.letter,
        tint,
        tint_strong: colors.tint_strong,
        pattern,
        faded,
    }
}
