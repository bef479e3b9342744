//! The tool from the outside: one module for each command, [`support`] for all.

#![expect(clippy::unwrap_used, reason = "a test that cannot write its files has failed")]

mod broken;
mod build;
mod cache;
mod check;
mod citations;
mod editor;
mod feeds;
mod import;
mod new;
mod online;
mod pages;
mod search;
mod support;
#[cfg(target_os = "linux")]
mod verify;
#[cfg(target_os = "linux")]
mod verify_sandbox;
mod workbench;
