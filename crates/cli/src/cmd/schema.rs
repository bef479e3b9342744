use anyhow::Result;
use studybuddy_content::front_matter;

use super::{Outcome, Run, Schema};

impl Run for Schema {
    fn run(&self) -> Result<Outcome> {
        let output = serde_json::to_string_pretty(&front_matter::schema())? + "\n";
        Ok(Outcome { output, ..Outcome::default() })
    }
}
