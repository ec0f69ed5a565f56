//! gaze with its core rules and without its models.

use gaze::{CleanDocument, Scope, Session};
use gaze_assembly::{CorePipeline, CorePipelineConfig};

use crate::designs::Design;

pub struct Gaze(CorePipeline);

impl Gaze {
    pub fn new() -> Gaze {
        Gaze(CorePipelineConfig::new().build().expect("the core rules make a pipeline"))
    }
}

impl Design for Gaze {
    fn name(&self) -> &'static str {
        "gaze"
    }
    /// A session a message, since no message belongs to the one before.
    fn scrub(&self, text: &str) -> String {
        let session = Session::new(Scope::Ephemeral).expect("a session begins");
        match self.0.pseudonymize_text(&session, text).expect("a text can be masked") {
            CleanDocument::Text(text) => text,
            _ => unreachable!("text gives text"),
        }
    }
}
