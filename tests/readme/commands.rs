//! The commands that the README shows are the program's, and all of the program's are shown.

use super::sections::{fenced, inline_code, readme, root};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use pressmark::cli::Cli;

/// A line without its comment.
fn bare(line: &str) -> &str {
    line.split(" #").next().unwrap().trim()
}

/// Splits as a shell would, as far as the README goes; where input comes from and output goes is the shell's to know.
fn words(line: &str) -> Vec<String> {
    let line = line.split(" < ").next().unwrap_or(line);
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        match at % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// The arguments of each `pressmark …` and `cargo run … -- …` in the lines.
fn arguments<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Vec<String>> {
    let commands = lines.flat_map(|line| line.split("&&")).map(str::trim);
    let arguments = commands.filter_map(|command| {
        let own = command.strip_prefix("pressmark ").map(str::to_owned);
        own.or_else(|| command.strip_prefix("cargo run")?.split_once(" -- ").map(|(_, arguments)| arguments.to_owned()))
    });
    arguments.map(|arguments| words(&arguments)).collect()
}

/// What the program says to arguments that it does not take.
fn refusal(arguments: &[String]) -> Option<String> {
    let error = Cli::try_parse_from(std::iter::once("pressmark").chain(arguments.iter().map(String::as_str))).err()?;
    (![ErrorKind::DisplayHelp, ErrorKind::DisplayVersion].contains(&error.kind())).then(|| error.to_string())
}

fn is_command(name: &str) -> bool {
    Cli::command().get_subcommands().any(|command| command.get_name() == name)
}

#[test]
fn commands_shown_are_taken() {
    let text = readme();
    let shown = arguments(fenced(&text, "sh").into_iter().map(bare));
    assert!(shown.len() > 8, "{shown:?}");
    for arguments in shown {
        let refusal = refusal(&arguments);
        assert!(refusal.is_none(), "README.md shows pressmark {arguments:?}: {}", refusal.unwrap_or_default());
    }
}

#[test]
fn commands_spoken_of_are_commands() {
    for arguments in arguments(inline_code(&readme()).into_iter()) {
        let is_bare_name = arguments.len() == 1 && is_command(&arguments[0]);
        let is_option = arguments[0].starts_with('-');
        assert!(is_command(&arguments[0]) || is_option, "README.md speaks of pressmark {arguments:?}");
        assert!(is_bare_name || refusal(&arguments).is_none(), "README.md speaks of pressmark {arguments:?}");
    }
}

#[test]
fn every_command_and_option_is_shown() {
    let text = readme();
    let shown = arguments(fenced(&text, "sh").into_iter().map(bare));
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        assert!(shown.iter().any(|arguments| arguments[0] == name), "README.md does not show pressmark {name}");
        for option in command.get_arguments().filter_map(|argument| argument.get_long()).filter(|option| *option != "help") {
            assert!(text.contains(&format!("--{option}")), "README.md does not name --{option} of pressmark {name}");
        }
    }
}

#[test]
fn scripts_benches_and_tests_shown_are_there() {
    let text = readme();
    let commands = fenced(&text, "sh").into_iter().map(bare).chain(inline_code(&text));
    let words: Vec<String> = commands.flat_map(words).collect();
    for word in words.iter().filter(|word| word.starts_with(".ci/") || word.starts_with("./.ci/")) {
        assert!(root().join(word).is_file(), "README.md names {word}, which is not there");
    }
    for [flag, name] in words.array_windows::<2>() {
        let folder = match flag.as_str() {
            "--bench" => "benches",
            "--test" => "tests",
            _ => continue,
        };
        let places = [format!("{folder}/{name}.rs"), format!("{folder}/{name}/main.rs")];
        assert!(places.iter().any(|place| root().join(place).is_file()), "README.md names the {flag} {name}, which is not there");
    }
}
