//! The command line in, the window out.

fn main() -> anyhow::Result<()> {
    pressmark::ui::run(std::env::args_os().nth(1).map(Into::into))
}
