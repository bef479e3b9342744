//! Running the code of posts, to see that it does what the post says.
//!
//! A [`post`] is read into [`block`]s. Those of one [`language`] share a [`session`]: one process in a [`sandbox`], fed
//! by a small driver program of the language, that tells the output of the blocks apart by marks in the [`stream`]s.
//! What a block printed is [`compare`]d with the output block below it, [`update`]d there if the author says so, and
//! kept in a [`record`] beside the post.

pub mod block;
pub mod compare;
pub mod language;
pub mod post;
pub mod record;
#[cfg_attr(not(target_os = "linux"), path = "verify/elsewhere.rs")]
pub mod sandbox;
pub mod session;
mod stream;
pub mod update;
