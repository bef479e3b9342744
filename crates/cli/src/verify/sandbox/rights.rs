//! What the code may not do: Landlock and resource limits. Both stay with all processes that it starts.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use landlock::{
    ABI, Access as _, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible as _, Ruleset, RulesetAttr as _,
    RulesetCreatedAttr as _, path_beneath_rules,
};
use nix::sys::resource::{Resource, getrlimit, setrlimit};

use super::Limits;

/// The newest version of the interface whose rights we know; older kernels keep to what they have.
const INTERFACE: ABI = ABI::V5;

/// What is written to by programs that mean no harm.
const DEVICES: [&str; 4] = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random"];

/// Whether the kernel can keep code from writing.
pub fn can_restrict() -> bool {
    let ruleset = Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
    ruleset.handle_access(AccessFs::from_write(ABI::V1)).and_then(Ruleset::create).is_ok()
}

/// From now on, this process writes in these folders only, and opens no TCP connection unless it may use the network.
///
/// # Errors
/// A folder is not there. A kernel without Landlock is none: whoever started us has told the author.
pub fn restrict(folders: impl Iterator<Item = PathBuf>, network: bool) -> Result<()> {
    let write = AccessFs::from_write(INTERFACE);
    let mut ruleset = Ruleset::default().handle_access(write)?;
    if !network {
        ruleset = ruleset.handle_access(AccessNet::from_all(INTERFACE))?;
    }
    let to_devices: BitFlags<AccessFs> = AccessFs::WriteFile | AccessFs::IoctlDev;
    ruleset
        .create()?
        .add_rules(path_beneath_rules(folders, write))?
        .add_rules(path_beneath_rules(DEVICES, to_devices))?
        .restrict_self()
        .context("could not give up the right to write")?;
    Ok(())
}

/// From now on, this process and each that it starts keep to the limits.
///
/// # Errors
/// The system does not take them.
pub fn limit(limits: &Limits, in_namespaces: bool) -> Result<()> {
    // Threads count as processes, and some interpreters start a dozen. Outside of a namespace, all that the author has
    // running would count, too.
    let threads = u64::try_from(limits.processes * 4).ok().filter(|_| in_namespaces);
    for (resource, value) in [
        // Not the address space: JavaScript engines reserve a great deal that they never touch.
        (Resource::RLIMIT_DATA, limits.memory),
        (Resource::RLIMIT_FSIZE, limits.file),
        (Resource::RLIMIT_CPU, limits.cpu),
        (Resource::RLIMIT_CORE, 0),
    ]
    .into_iter()
    .chain(threads.map(|threads| (Resource::RLIMIT_NPROC, threads)))
    {
        let set = || {
            let (_, highest) = getrlimit(resource)?;
            setrlimit(resource, value.min(highest), value.min(highest))
        };
        set().with_context(|| format!("could not set {resource:?}"))?;
    }
    Ok(())
}
