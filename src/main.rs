//! The StudyBuddy app: what takes the finished page over.

fn main() {
    studybuddy_browser::app::start();
}
