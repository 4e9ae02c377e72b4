//! For each line of a page whether it is part of the article, and if not, why.

use super::article::Article;
use super::elements;
use super::frames;
use super::headline;
use super::hints::Hint;
use super::kind::Kind;
use super::lines::Lines;
use super::measures::{self, LineMeasure, ratio};
use super::words;
use dom_query::{LocalName, local_name};

/// A text of fewer words than this is too short to tell where it begins and ends.
const LEAST: usize = 20;

/// In how many elements around the text a paragraph may stand that belongs to it.
const NEAR: usize = 3;

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    /// Headline, line below it, or body.
    Article,
    /// In a part of the page that says it is for something else.
    Part(Hint),
    /// Not in the element that holds the article.
    Elsewhere,
    /// It says what only the frame of a page says.
    Wording(Kind),
    /// In a small part of the article that is something else, as its first line or its link says.
    Inset(Kind),
    /// Nothing but links.
    Links,
    /// In a list of links.
    LinkList,
    /// Ahead of the article's first paragraph.
    Before,
    /// Behind the article's last paragraph.
    After,
    /// A heading without text below it.
    LoneHeading,
    /// The headline once more.
    Repeated,
}

/// Judges each line.
pub(super) fn of(page: &Lines, lines: &[LineMeasure], article: &Article) -> Vec<Verdict> {
    let judge = Judge::new(page, lines, article);
    let mut verdicts: Vec<Verdict> = (0..lines.len()).map(|at| judge.alone(at)).collect();
    frames::mark(page, lines, &article.inside, &mut verdicts);
    judge.ends(&mut verdicts);
    judge.lone_headings(&mut verdicts);
    headline::take_in(&judge, &mut verdicts);
    judge.tail(&mut verdicts);
    verdicts
}

/// What is known of a page while its lines are judged.
pub(super) struct Judge<'a> {
    pub page: &'a Lines,
    lines: &'a [LineMeasure],
    article: &'a Article,
    blocks: Vec<usize>,
    /// For each element whether it is in a list or table of links.
    in_links: Vec<bool>,
    /// For each element whether it is in a first heading.
    pub in_headline: Vec<bool>,
}

impl<'a> Judge<'a> {
    fn new(page: &'a Lines, lines: &'a [LineMeasure], article: &'a Article) -> Self {
        let linked = measures::sums(page, page.lines.iter().map(|line| line.linked as f64));
        let length = |line: &super::lines::Line| page.words_of(line).chars().filter(|c| !c.is_whitespace()).count() as f64;
        let lengths = measures::sums(page, page.lines.iter().map(length));
        let is_list = |name: &LocalName| elements::is_list(name);
        let of_links = page.places.iter().zip(linked.iter().zip(&lengths));
        let of_links = of_links.map(|(place, (linked, all))| is_list(&place.name).then(|| ratio(*linked, *all) > 0.6)).collect();
        let in_links = measures::down(page, of_links, |parent: Option<bool>, own| own.or(parent));
        let in_headline = page.places.iter().map(|place| place.name == local_name!("h1")).collect();
        Self {
            page,
            lines,
            article,
            blocks: measures::blocks(page),
            in_links: in_links.into_iter().map(Option::unwrap_or_default).collect(),
            in_headline: measures::down(page, in_headline, |parent, own| parent || own),
        }
    }

    pub fn place(&self, at: usize) -> usize {
        self.page.lines.get(at).map_or(0, |line| line.place)
    }

    pub fn measure(&self, at: usize) -> LineMeasure {
        self.lines.get(at).copied().unwrap_or_default()
    }

    pub fn text(&self, at: usize) -> &'a str {
        self.page.lines.get(at).map_or("", |line| self.page.words_of(line))
    }

    pub fn outside(&self, at: usize) -> Option<Hint> {
        let hint = self.article.outside.get(self.place(at)).copied().flatten();
        hint.filter(|hint| hint.word != "button" || !self.is_question(at))
    }

    /// Whether a line asks what the next one answers, though a button opens and closes the answer.
    fn is_question(&self, at: usize) -> bool {
        let is_answered = || self.measure(at + 1).prose > 0.0 && !self.text(at + 1).ends_with('?');
        self.measure(at).words >= 4 && self.text(at).ends_with('?') && is_answered()
    }

    /// The element of the block that the line is.
    fn block(&self, at: usize) -> Option<&'a LocalName> {
        let block = self.blocks.get(self.place(at))?;
        self.page.places.get(*block).map(|place| &place.name)
    }

    /// The elements closest around a line, innermost first.
    pub fn around(&self, at: usize, how_many: usize) -> impl Iterator<Item = &'a super::lines::Place> {
        let places = &self.page.places;
        let outer = move |place: &usize| places.get(*place).map(|inner| inner.parent).filter(|parent| parent != place);
        std::iter::successors(Some(self.place(at)), outer).take(how_many).filter_map(|place| places.get(place))
    }

    pub fn is_heading(&self, at: usize) -> bool {
        self.around(at, 4).any(|place| elements::is_heading(&place.name))
    }

    /// How far down a line's heading stands: 1 is the highest.
    fn level(&self, at: usize) -> Option<u8> {
        self.around(at, 4).find_map(|place| elements::heading_level(&place.name))
    }

    /// What a line is by itself.
    fn alone(&self, at: usize) -> Verdict {
        let LineMeasure { words, linked, .. } = self.measure(at);
        let place = self.place(at);
        let is = |flags: &[bool]| flags.get(place).copied().unwrap_or_default();
        if let Some(hint) = self.outside(at) {
            return Verdict::Part(hint);
        }
        if !is(&self.article.inside) {
            return Verdict::Elsewhere;
        }
        let text = self.text(at);
        if words < 40 && (words::is_credit(text) || (words <= 20 && words::is_dateline(text))) {
            return Verdict::Wording(Kind::Byline);
        }
        if (words <= 12 || (words <= 25 && linked > 0.0))
            && let Some(kind) = words::of_frame(text)
        {
            return Verdict::Wording(kind);
        }
        if words <= 45 && words::is_message(text) {
            return Verdict::Wording(Kind::Other);
        }
        if (3..=25).contains(&words) && linked > 0.0 && words::points(text) {
            return Verdict::Wording(Kind::Related);
        }
        if words <= 60 && linked > 0.0 && linked < 0.9 && words::is_invitation(text) {
            return Verdict::Wording(Kind::Promotion);
        }
        let is_all_link = (linked > 0.65 && words < 25) || linked > 0.85;
        if is_all_link && !self.is_heading(at) && !words::is_address(text) && self.block(at) != Some(&local_name!("li")) {
            return Verdict::Links;
        }
        if is(&self.in_links) { Verdict::LinkList } else { Verdict::Article }
    }

    /// Whether a line tells where the text begins and ends.
    fn is_text(&self, at: usize) -> bool {
        let LineMeasure { words, linked, prose } = self.measure(at);
        let Some(block) = self.block(at) else { return false };
        let is_in_body = self.article.in_body.get(self.place(at)).copied().unwrap_or_default();
        let is_item = matches!(*block, local_name!("p") | local_name!("li"));
        let is_row = matches!(*block, local_name!("td") | local_name!("tr"));
        let is_sentence = || words >= 10 || (words >= 6 && words::ends_sentence(self.text(at)));
        prose > 0.0
            || (is_in_body && (is_item || is_row) && words >= 4 && linked < 0.4)
            || ((is_item || *block == local_name!("blockquote")) && linked < 0.5 && is_sentence())
    }

    /// Whether a line may follow the last paragraph.
    fn may_follow(&self, at: usize) -> bool {
        let LineMeasure { words, linked, .. } = self.measure(at);
        let is_in_cell = || self.around(at, 3).any(|place| elements::is_cell(&place.name));
        let is_text = || words >= 3 && self.block(at).is_some_and(elements::is_text);
        linked < 0.2 && words >= 1 && (is_text() || is_in_cell())
    }

    /// Whether a line is a paragraph without links, beside a line of text or what that stands in.
    fn is_beside(&self, at: usize, text: usize) -> bool {
        let parent = |block: usize| self.page.places.get(block).map(|place| place.parent);
        let LineMeasure { words, linked, .. } = self.measure(at);
        if words == 0 || linked > 0.0 || self.block(at) != Some(&local_name!("p")) {
            return false;
        }
        let own = self.blocks.get(self.place(at)).copied().and_then(parent);
        let around = std::iter::successors(self.blocks.get(self.place(text)).copied().and_then(parent), |outer| parent(*outer));
        around.take(NEAR).any(|outer| own == Some(outer))
    }

    /// Leaves out what stands before the text begins and after it ends.
    fn ends(&self, verdicts: &mut [Verdict]) {
        let is_text = |(at, verdict): &(usize, &Verdict)| **verdict == Verdict::Article && self.is_text(*at);
        let mut texts = verdicts.iter().enumerate().filter(is_text).map(|(at, _)| at);
        let Some(first) = texts.next() else { return };
        let own = (first, self.measure(first).words);
        let (last, words) = texts.fold(own, |(_, words), at| (at, words + self.measure(at).words));
        if words < LEAST {
            return;
        }
        let is_subhead = |at: usize| self.around(at, 4).any(|place| elements::is_subhead(&place.name));
        for (at, verdict) in verdicts.iter_mut().enumerate().filter(|(_, verdict)| **verdict == Verdict::Article) {
            if at < first && !(at + 1 == first && is_subhead(at)) && !self.is_beside(at, first) {
                *verdict = Verdict::Before;
            } else if at > last && !self.may_follow(at) && !self.is_beside(at, last) {
                *verdict = Verdict::After;
            }
        }
    }

    /// Leaves out headings below which nothing of the article stands.
    fn lone_headings(&self, verdicts: &mut [Verdict]) {
        for at in (0..verdicts.len()).rev() {
            let is_kept = |at: usize| verdicts.get(at) == Some(&Verdict::Article);
            let next = (at + 1..at + 5).find(|next| is_kept(*next));
            let is_over = |next: usize| {
                next > at + 1
                    && self.measure(at).prose == 0.0
                    && self.level(next).zip(self.level(at)).is_some_and(|(next, own)| next <= own)
            };
            if is_kept(at)
                && self.is_heading(at)
                && next.is_none_or(is_over)
                && let Some(verdict) = verdicts.get_mut(at)
            {
                *verdict = Verdict::LoneHeading;
            }
        }
    }

    /// Leaves out what stands below a last dividing line when much of it is what only the frame of a page says.
    fn tail(&self, verdicts: &mut [Verdict]) {
        let is_kept = |(_, verdict): &(usize, &Verdict)| **verdict == Verdict::Article;
        let kept = || verdicts.iter().enumerate().filter(is_kept).map(|(at, _)| at);
        let Some(rule) = kept().rfind(|at| words::is_rule(self.text(*at))) else { return };
        let above: usize = kept().take_while(|at| *at < rule).map(|at| self.measure(at).words).sum();
        let Some(last) = kept().next_back().filter(|last| *last > rule) else { return };
        let Some(below) = verdicts.get_mut(rule..=last) else { return };
        let framed = below
            .iter()
            .filter(|verdict| matches!(verdict, Verdict::Wording(Kind::Promotion | Kind::Navigation | Kind::Related)))
            .count();
        if above >= 100 && framed >= 2 && framed * 6 >= below.len() {
            below.iter_mut().filter(|verdict| **verdict == Verdict::Article).for_each(|verdict| *verdict = Verdict::After);
        }
    }
}
