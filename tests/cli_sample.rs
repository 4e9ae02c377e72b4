//! `pressmark sample`: draws, keeps and reports.

mod support;

use pressmark::model::*;
use serde_json::Value as Json;
use std::process::Command;
use support::folders::{Folder, Worker, amy, open};
use support::sessions::{adding, annotation, ben, project, titled};

fn run(folder: &Folder, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pressmark"));
    let output = command.current_dir(folder.dir.parent().unwrap()).env("PRESSMARK_ANNOTATOR", "amy").args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Ten articles of two outlets; ben has tagged a quote and a statistic in each.
fn tagged() -> Folder {
    let text = |at: usize| format!("“We wait, 🚢 {at},” she said. About {at} ships came.");
    let outlet = |at: usize| if at < 5 { "Meridian" } else { "Coastline" };
    let folder = Folder::of(&project((0..10).map(|at| titled(&format!("Ships {at}"), outlet(at), &text(at)))));
    let mut worker = Worker::open(&folder.dir, &ben());
    let edits = (0..10).flat_map(|at| {
        let (text, number) = (text(at), at as u64 * 2 + 1);
        let (id, quote_end) = (ArticleId::of(&text), text.find(" she").unwrap());
        let ships = text.find("About").unwrap();
        [
            adding(id, annotation(number, "quote", 0..quote_end)),
            adding(id, annotation(number + 1, "statistic", ships..ships + 13)),
        ]
    });
    worker.commit(edits.collect());
    worker.close();
    folder
}

fn lines(out: &str) -> Vec<Json> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_same_seed_draws_the_same_and_offsets_are_code_points() {
    let folder = tagged();
    let draw = |seed: &str| run(&folder, &["sample", "harbour", "--count", "4", "--seed", seed, "--json"]);
    let (code, out, err) = draw("5");
    assert_eq!((code, err.as_str()), (0, "Drew 4 annotations of 20 with seed 5\n"));
    assert_eq!(out, draw("5").1);
    assert_ne!(out, draw("6").1);
    for line in lines(&out) {
        let (start, end) = (line["start"].as_u64().unwrap() as usize, line["end"].as_u64().unwrap() as usize);
        let id: ArticleId = line["article"].as_str().unwrap().parse().unwrap();
        let project = open(&folder.dir, &amy()).project;
        let words: String = project.article(id).unwrap().text.chars().skip(start).take(end - start).collect();
        assert_eq!(line["text"], words);
        assert_eq!((line["annotator"].as_str(), line["status"].as_str()), (Some("ben"), Some("open")));
    }
}

#[test]
fn strata_restrictions_and_more_than_there_is() {
    let folder = tagged();
    let (_, out, _) = run(&folder, &["sample", "harbour", "--count", "10", "--by", "outlet", "--label", "quote", "--json"]);
    assert_eq!(lines(&out).len(), 10);
    let (code, out, err) =
        run(&folder, &["sample", "harbour", "--count", "6", "--by", "label", "--outlet", "Meridian", "--json"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(lines(&out).iter().filter(|line| line["label"] == "quote").count(), 3, "as many of each label");
    let (code, out, err) = run(&folder, &["sample", "harbour", "--count", "99", "--label", "quote"]);
    assert_eq!((code, out.lines().count()), (0, 10));
    assert_eq!(err, "Drew 10 annotations of 10 with seed 1; there are no more than 10\n");
    let (code, out, err) = run(&folder, &["sample", "harbour", "--status", "approved"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let folder = tagged();
    let refused = |args: &[&str]| {
        let (code, out, err) = run(&folder, &[&["sample", "harbour"], args].concat());
        assert_eq!((code, out.as_str()), (2, ""));
        err
    };
    assert_eq!(
        refused(&["--label", "headline"]),
        "pressmark: the scheme has no label “headline”; it has quote, claim, statistic, boilerplate\n"
    );
    assert_eq!(refused(&["--by", "day"]), "pressmark: --by day is not known; give none, label, outlet or annotator\n");
    assert_eq!(
        refused(&["--status", "new"]),
        "pressmark: --status new is not known; give open, approved, rejected or disputed\n"
    );
    assert_eq!(refused(&["--count", "0"]), "pressmark: a sample of 0 annotations is none; give --count a number above 0\n");
    assert_eq!(refused(&["--report", "first"]), "pressmark: no sample is called “first”; none is kept\n");
}

#[test]
fn a_sample_is_kept_and_its_outcome_reported_with_an_interval() {
    let folder = tagged();
    let (code, out, err) = run(&folder, &["sample", "harbour", "--count", "5", "--label", "quote", "--keep", "first", "--json"]);
    assert_eq!(code, 0, "{err}");
    let drawn: Vec<(ArticleId, AnnotationId)> = lines(&out)
        .iter()
        .map(|line| (line["article"].as_str().unwrap().parse().unwrap(), line["annotation"].as_str().unwrap().parse().unwrap()))
        .collect();
    let again = run(&folder, &["sample", "harbour", "--keep", "first"]);
    assert_eq!(again.0, 2);
    assert!(again.2.ends_with("amy keeps something as “first” already; give --keep another name\n"), "{}", again.2);
    let mut worker = Worker::open(&folder.dir, &amy());
    let Saved::Sample(kept) = &worker.project.layers[&amy()].saved["first"] else { panic!("a sample") };
    assert_eq!((kept.population, kept.seed, &kept.drawn), (10, 1, &drawn));
    let statuses = [Status::Approved, Status::Approved, Status::Approved, Status::Rejected];
    let edits = drawn.iter().zip(statuses).map(|((article, id), status)| {
        let judged = Reading::of(worker.project.annotation(*article, *id).unwrap().1);
        let verdict = Verdict { status, judged, correction: None, at: Timestamp(1) };
        Edit::Verdict { article: *article, annotation: *id, before: None, after: Some(Box::new(verdict)) }
    });
    let edits = edits.collect();
    worker.commit(edits);
    worker.close();
    let (code, out, err) = run(&folder, &["sample", "harbour", "--report", "first"]);
    let line =
        "3 approved, 1 rejected, 0 disputed, 1 open, 0 gone; 75.0 % of those judged approved, 95 % interval 30.1 to 95.4 %";
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out, format!("first: 5 annotations of 10 with seed 1\nall: {line}\nQuote: {line}\n"));
    let report: Json = serde_json::from_str(&run(&folder, &["sample", "harbour", "--report", "first", "--json"]).1).unwrap();
    assert_eq!((report["approved"].as_u64(), report["share_approved"].as_f64()), (Some(3), Some(0.75)));
    assert_eq!(report["labels"]["Quote"]["open"], 1);
    assert_eq!(run(&folder, &["check", "harbour"]).0, 0);
}
