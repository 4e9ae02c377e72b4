//! The annotation set answers as a plain sorted list does, whatever was added and removed.

mod support;

use pressmark::model::*;
use proptest::prelude::*;
use std::ops::Range;
use support::sessions::{adding, amy, annotation, article, project};

const TEXT: &str = "A short text.";

/// What is done to a set: numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Step {
    Add { start: usize, len: usize },
    AddAlike(usize),
    Remove(usize),
    RemoveRun { at: usize, count: usize },
    Move { which: usize, start: usize, len: usize },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3000_usize, 1..40_usize).prop_map(|(start, len)| Step::Add { start, len }),
        1 => (0..3000_usize, 1..3000_usize).prop_map(|(start, len)| Step::Add { start, len }),
        2 => any::<usize>().prop_map(Step::AddAlike),
        3 => any::<usize>().prop_map(Step::Remove),
        1 => (any::<usize>(), 1..600_usize).prop_map(|(at, count)| Step::RemoveRun { at, count }),
        2 => (any::<usize>(), 0..3000_usize, 1..40_usize).prop_map(|(which, start, len)| Step::Move { which, start, len }),
    ]
}

/// A project whose set is changed by edits, and the list it must agree with.
struct Pair {
    project: Project,
    naive: Vec<Annotation>,
    next: u64,
}

impl Pair {
    fn new(spans: &[(usize, usize)]) -> Self {
        let naive: Vec<Annotation> =
            (1..).zip(spans).map(|(id, (start, len))| annotation(id, "quote", *start..start + len)).collect();
        let mut layer = ArticleLayer { annotations: AnnotationSet::from_vec(naive.clone()), ..ArticleLayer::default() };
        layer.state = ArticleState::InProgress;
        let mut project = project([article(TEXT)]);
        project.layers.entry(amy()).or_default().articles.insert(ArticleId::of(TEXT), layer.into());
        let mut pair = Self { project, next: naive.len() as u64 + 1, naive };
        pair.naive.sort_by_key(Annotation::order);
        pair
    }

    fn set(&self) -> &AnnotationSet {
        &self.project.article_layer(&amy(), ArticleId::of(TEXT)).unwrap().annotations
    }

    fn apply(&mut self, edit: &Edit) {
        edit.apply(&mut self.project, &amy()).unwrap();
    }

    fn take(&mut self, step: &Step) {
        let len = self.naive.len().max(1);
        match *step {
            Step::Add { start, len } => self.add(start..start + len),
            Step::AddAlike(which) => {
                let alike = self.naive.get(which % len).map(|a| a.span.range());
                alike.into_iter().for_each(|range| self.add(range));
            }
            Step::Remove(which) => self.remove(which % len),
            Step::RemoveRun { at, count } => (0..count).for_each(|_| self.remove(at % len)),
            Step::Move { which, start, len: length } => self.change(which % len, start..start + length),
        }
    }

    fn add(&mut self, range: Range<usize>) {
        let new = annotation(self.next * 7919 % 100_003, "claim", range);
        self.next += 1;
        if self.naive.iter().all(|a| a.id != new.id) {
            self.apply(&adding(ArticleId::of(TEXT), new.clone()));
            self.naive.push(new);
            self.naive.sort_by_key(Annotation::order);
        }
    }

    fn remove(&mut self, which: usize) {
        if which < self.naive.len() {
            let gone = self.naive.remove(which);
            self.apply(&adding(ArticleId::of(TEXT), gone).inverse());
        }
    }

    fn change(&mut self, which: usize, range: Range<usize>) {
        if let Some(before) = self.naive.get(which).cloned() {
            let after = Annotation { span: Span::new(range.start, range.end).unwrap(), ..before.clone() };
            let article = ArticleId::of(TEXT);
            let after = Box::new(after);
            self.apply(&Edit::Annotation { article, before: Some(Box::new(before)), after: Some(after.clone()) });
            self.naive[which] = *after;
            self.naive.sort_by_key(Annotation::order);
        }
    }

    fn check(&self) {
        let set = self.set();
        assert!(set.iter().eq(&self.naive));
        assert!(set.iter().rev().eq(self.naive.iter().rev()));
        assert_eq!((set.len(), set.is_empty()), (self.naive.len(), self.naive.is_empty()));
        assert_eq!(*set, AnnotationSet::from_vec(self.naive.iter().rev().cloned().collect()));
        for label in ["quote", "claim", "rumour"] {
            assert_eq!(set.count(label), self.naive.iter().filter(|a| &*a.label == label).count());
        }
        assert_eq!(set.nth(self.naive.len()), None);
        self.naive.iter().enumerate().for_each(|(place, a)| {
            assert_eq!((set.nth(place), set.rank(a.order())), (Some(a), place));
            assert_eq!(set.get(a.id), Some(a));
            assert_eq!(set.at(a.order()), Some(a));
        });
        assert_eq!(set.get(AnnotationId(999_999)), None);
        for (start, end) in [(0, 0), (0, 1), (5, 5), (17, 300), (2900, 2950), (3100, 9000), (700, 690), (0, 9000)] {
            self.check_questions(start, end);
        }
        self.naive.iter().step_by(97).for_each(|a| {
            self.check_questions(a.span.start as usize, a.span.end as usize);
            self.check_questions(a.span.end as usize, a.span.end as usize + 1);
        });
    }

    fn check_questions(&self, start: usize, end: usize) {
        let set = self.set();
        let (from, to) = (start as u32, end as u32);
        let overlap = |a: &&Annotation| (from..to).contains(&a.span.start.max(from)) && a.span.end > from && a.span.start < to;
        assert!(set.overlapping(start..end).eq(self.naive.iter().filter(overlap)), "{start}..{end}");
        assert!(set.touching(start).eq(self.naive.iter().filter(|a| a.span.touches(start))), "at {start}");
        let order = (from, std::cmp::Reverse(to), AnnotationId(5000));
        assert_eq!(set.after(order), self.naive.iter().find(|a| a.order() > order));
        assert_eq!(set.before(order), self.naive.iter().rev().find(|a| a.order() < order));
        assert_eq!(set.rank(order), self.naive.iter().filter(|a| a.order() < order).count());
        assert_eq!(set.at(order), self.naive.iter().find(|a| a.order() == order));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_set_answers_as_a_list_does(
        spans in prop::collection::vec((0..3000_usize, 1..60_usize), 0..1500),
        steps in prop::collection::vec(step(), 0..150),
    ) {
        let mut pair = Pair::new(&spans);
        pair.check();
        for (at, one) in steps.iter().enumerate() {
            pair.take(one);
            if at % 25 == 0 {
                pair.check();
            }
        }
        pair.check();
    }
}

#[test]
fn a_set_that_shrinks_and_grows_again_still_finds_every_id() {
    let mut pair = Pair::new(&(0..400).map(|at| (at, 3)).collect::<Vec<_>>());
    (0..390).for_each(|_| pair.remove(0));
    (0..3000).for_each(|at| pair.add(at..at + 2));
    pair.check();
    (0..3010).rev().for_each(|at| pair.remove(at / 2));
    pair.check();
}

#[test]
fn a_thousand_alike() {
    let mut pair = Pair::new(&[(5, 3); 1000]);
    (0..1000).for_each(|_| pair.add(5..8));
    pair.check();
    (0..1500).for_each(|at| pair.remove(at % 7));
    pair.check();
}
