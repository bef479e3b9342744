//! Noticing saved files, by looking at times and sizes again and again: it works on every system, in containers and on
//! network drives, and for editors that replace files instead of writing to them.

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    thread::sleep,
    time::{Duration, Instant, SystemTime},
};

use crate::fingerprint::files_under;

/// The shortest pause between two looks.
const PAUSE: Duration = Duration::from_millis(150);
/// A look may take this share of one processor core, so that huge folders are looked at less often.
const PAUSE_PER_LOOK: u32 = 15;
/// How long files have to stay the same before a change counts as complete.
const SETTLE: Duration = Duration::from_millis(40);

type Snapshot = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Files and folders, as they were last seen.
pub struct Watch {
    paths: Vec<PathBuf>,
    seen: Snapshot,
}

impl Watch {
    /// Starts from what is there now; `paths` that do not exist yet may appear later.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        let seen = look(&paths);
        Self { paths, seen }
    }

    /// Waits until something differs from what was last seen, and says which files.
    pub fn wait(&mut self) -> Vec<PathBuf> {
        loop {
            let started = Instant::now();
            let mut now = look(&self.paths);
            if now != self.seen {
                loop {
                    sleep(SETTLE);
                    let later = look(&self.paths);
                    if later == now {
                        break;
                    }
                    now = later;
                }
                let changed = differences(&self.seen, &now);
                self.seen = now;
                if !changed.is_empty() {
                    return changed;
                }
            }
            sleep(PAUSE.max(started.elapsed() * PAUSE_PER_LOOK));
        }
    }
}

fn look(paths: &[PathBuf]) -> Snapshot {
    // A folder that cannot be read now is seen as empty; the build says what is wrong with it.
    let files = paths.iter().flat_map(|path| files_under(path).unwrap_or_default());
    files
        .filter_map(|file| {
            let metadata = fs::metadata(&file).ok()?;
            Some((file, (metadata.modified().ok(), metadata.len())))
        })
        .collect()
}

fn differences(old: &Snapshot, new: &Snapshot) -> Vec<PathBuf> {
    let written = new.iter().filter(|(path, state)| old.get(*path) != Some(state)).map(|(path, _)| path);
    let removed = old.keys().filter(|path| !new.contains_key(*path));
    written.chain(removed).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_changed_and_removed_files_differ() {
        let state = |length| (None, length);
        let old = Snapshot::from([("a".into(), state(1)), ("b".into(), state(1)), ("c".into(), state(1))]);
        let new = Snapshot::from([("a".into(), state(1)), ("b".into(), state(2)), ("d".into(), state(1))]);
        assert_eq!(differences(&old, &new), ["b", "d", "c"].map(PathBuf::from));
    }
}
