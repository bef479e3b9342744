//! What has been loaded and need not be asked for again: the manifest.

use std::{cell::RefCell, rc::Rc};

use studybuddy_content::manifest::Manifest;

use crate::{
    fetch::{LoadError, fetch_manifest},
    paths::Site,
};

/// The manifest, fetched when it is first needed and kept.
#[derive(Clone, Default)]
pub struct Library {
    manifest: Rc<RefCell<Option<Rc<Manifest>>>>,
}

impl Library {
    /// The manifest. A failed fetch is not kept: the next call asks again.
    pub async fn manifest(&self, site: &Site) -> Result<Rc<Manifest>, LoadError> {
        let kept = self.manifest.borrow().clone();
        if let Some(manifest) = kept {
            return Ok(manifest);
        }
        let manifest = Rc::new(fetch_manifest(&site.manifest_url()).await?);
        *self.manifest.borrow_mut() = Some(manifest.clone());
        Ok(manifest)
    }
}
