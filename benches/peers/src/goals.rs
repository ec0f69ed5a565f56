//! What the crate sets itself, beside what this run measured.

/// What must hold, in the order it was measured.
#[derive(Default)]
pub struct Goals(Vec<Goal>);

struct Goal {
    what: String,
    at_least: bool,
    limit: f64,
    measured: f64,
}

impl Goals {
    /// `measured` should reach `limit`.
    pub fn at_least(&mut self, what: &str, limit: f64, measured: f64) {
        self.0.push(Goal { what: what.to_owned(), at_least: true, limit, measured });
    }

    /// `measured` should stay under `limit`.
    pub fn at_most(&mut self, what: &str, limit: f64, measured: f64) {
        self.0.push(Goal { what: what.to_owned(), at_least: false, limit, measured });
    }

    pub fn section(&self) {
        println!("\n## Goals\n\n| what | goal | measured | |\n| --- | ---: | ---: | --- |");
        for Goal { what, at_least, limit, measured } in &self.0 {
            let met = if *at_least { measured >= limit } else { measured <= limit };
            let sign = if *at_least { "≥" } else { "≤" };
            println!("| {what} | {sign} {limit} | {measured:.2} | {} |", if met { "met" } else { "not met" });
        }
    }
}
